using System.Collections.Immutable;
using Platform.Conversations;
using Platform.Dialogue;
using Platform.Identity;
using Platform.Ids;
using Platform.Plans;
using Platform.Turns;

namespace Platform.Calls;

/// <summary>Answers a telephone call with the same dialogue as WhatsApp. Pure but for the ids it is given.</summary>
internal static class CallDesk
{
    /// <summary>
    /// Documents of one call: no caller needs more. FreeSWITCH allows a mebibyte of them, which fewer of the longest would reach; so their
    /// bytes are counted too, where they are written, and end the call before that.
    /// </summary>
    public const int StepsMax = 120;

    /// <summary>One step of a call.</summary>
    public static (Decision Decision, CallReply Reply) Step(
        ConversationState before, PeerKey peer, CallStep step, CompanyView company, IIdSource ids, ConversationOptions options)
    {
        var state = Admission.Reopen(before, step.At, options.SessionLifetime);
        var standing = Admission.StandingOf(state, company.Standing);
        var call = state.Calls.FirstOrDefault(known => known.Call == step.Call) ?? new CallState(step.Call, Session: null, Steps: 0, step.At);
        var welcome = standing.BotAnswers && standing.NewConversations && !state.HasNoRoomForCall(step.At);
        if (call.Steps == 0 && !welcome) { return Decline(state, peer, step, company, ids); }

        var session = company.Usable(call.Session);
        var context = company.Context(Medium.Telephone, state.ContactName, step.At) with { NumberKnown = !peer.IsWithheld };
        var result = DialogueRun.Run(company.BotFor(session), session, InputOf(step.Input, call), context, standing.MenuOnly, peer, ids);
        var reply = ReplyOf(result, call, company);

        var next = call with { Session = result.Session, Steps = call.Steps + 1, UsedAt = step.At };
        var records = ImmutableArray.CreateBuilder<TurnRecord>();
        if (call.Steps == 0)
        {
            records.Add(new TurnRecord.CallStarted(step.Call, peer, step.Medium.Channel, step.Medium.DialledNumber, step.At));
        }
        if (step.Input.Value.Length > 0) { records.Add(Heard(step, peer, ids.NewId())); }
        if (reply.Speech.Length > 0) { records.Add(Said(step, peer, reply.Speech, ids.NewId())); }
        records.AddRange(result.Records);
        var served = call.Steps == 0 && !standing.IsRestricted ? state with { Admitted = true } : state;
        return (new Decision(Keep(served, next)) { Records = records.ToImmutable() }, reply);
    }

    // A limit of the plan was reached, or the number has too many calls at once: the call is a person's, or ends politely.
    private static (Decision Decision, CallReply Reply) Decline(
        ConversationState state, PeerKey peer, CallStep step, CompanyView company, IIdSource ids)
    {
        var (locale, target) = (company.Profile.Locale, company.Profile.Voice.TransferTo);
        var reply = target is null
            ? new CallReply(LimitTexts.NobodyThere(locale, company.Profile.Name), locale, new CallAction.HangUp())
            : new CallReply(LimitTexts.Transferring(locale), locale, new CallAction.Transfer(target));
        return (new Decision(state)
        {
            Records =
            [
                new TurnRecord.CallStarted(step.Call, peer, step.Medium.Channel, step.Medium.DialledNumber, step.At),
                Said(step, peer, reply.Speech, ids.NewId()),
            ],
        }, reply);
    }

    /// <summary>The call's channel has ended.</summary>
    public static Decision End(ConversationState state, CallEnded ended) =>
        new(state with { Calls = state.Calls.RemoveAll(known => known.Call == ended.Call) })
        {
            Records = [new TurnRecord.CallFinished(ended.Call, ended.At, ended.Cause)],
        };

    private static DialogueInput InputOf(CallInput input, CallState call) => input switch
    {
        _ when call.Steps == 0 => new DialogueInput.Started(),
        { Kind: CallInputKind.Digits } => new DialogueInput.Digit(input.Value),
        { Kind: CallInputKind.Speech } => new DialogueInput.Text(input.Value),
        { Kind: CallInputKind.Invalid } => new DialogueInput.Invalid(),
        _ => new DialogueInput.Silence(),
    };

    private static CallReply ReplyOf(DialogueRun.Result result, CallState call, CompanyView company)
    {
        var spoken = TelephoneRenderer.Render(result.Say);
        var then = ActionOf(result, spoken, company);
        if (call.Steps < StepsMax || then is not CallAction.Listen) { return new CallReply(spoken.Text, spoken.Locale, then); }

        // Not with the question, which nobody could answer any more.
        var farewell = Prompt.Of(LimitTexts.CallTooLong(spoken.Locale, company.Profile.Name), spoken.Locale);
        var last = TelephoneRenderer.Render([.. result.Say[..^1], farewell]);
        return new CallReply(last.Text, last.Locale, new CallAction.HangUp());
    }

    private static CallAction ActionOf(DialogueRun.Result result, SpokenPrompt spoken, CompanyView company)
    {
        if (result.HandOver is { } handOver && (handOver.Target ?? company.Profile.Voice.TransferTo) is { } target)
        {
            return new CallAction.Transfer(target);
        }
        return result.Ended || result.HandOver is not null ? new CallAction.HangUp() : ListenFor(spoken);
    }

    // A number is typed freely and ended by #; everything else is answered by one key, or spoken.
    private static CallAction.Listen ListenFor(SpokenPrompt spoken) => spoken.Expects == SpokenAnswer.Digits
        ? new CallAction.Listen([], spoken.DigitsMax, spoken.AcceptsSpeech)
        : new CallAction.Listen([.. spoken.Keys.Select(choice => choice.Key.ToString())], 1, spoken.AcceptsSpeech);

    private static ConversationState Keep(ConversationState state, CallState call) => state with
    {
        Calls = [.. state.Calls.Where(known => known.Call != call.Call).TakeLast(ConversationState.CallsMax - 1), call],
    };

    private static TurnRecord.Message Heard(CallStep step, PeerKey peer, Guid id) => new(
        id, step.Medium.Channel, peer, MessageDirection.Inbound, ProviderId: null,
        step.Input.Kind == CallInputKind.Digits ? MessageKind.Digits : MessageKind.Speech,
        step.Input.Value, step.At, step.At, DeliveryStatus.None);

    private static TurnRecord.Message Said(CallStep step, PeerKey peer, string speech, Guid id) => new(
        id, step.Medium.Channel, peer, MessageDirection.Bot, ProviderId: null, MessageKind.Speech, speech, step.At, step.At, DeliveryStatus.None);
}
