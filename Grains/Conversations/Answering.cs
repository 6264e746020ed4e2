using System.Collections.Immutable;
using Platform.Dialogue;
using Platform.Identity;
using Platform.Ids;
using Platform.Plans;
using Platform.Turns;

namespace Platform.Conversations;

/// <summary>Gives the bot's answer to what waits for one. Pure but for the ids it is given.</summary>
internal static class Answering
{
    /// <summary>
    /// The answer to the burst that waits; nothing but a cleared alarm when none does, a person has the conversation, or the company is not
    /// served: what was written to it meanwhile is kept, and not answered when it is served again.
    /// </summary>
    public static Decision Answer(
        ConversationState state, PeerKey peer, CompanyView company, IIdSource ids, DateTimeOffset now, ConversationOptions options)
    {
        var paid = state with { Unanswered = null };
        var cleared = new Decision(paid) { Alarms = [new AlarmChange(ConversationAlarms.Reply, null)] };
        if (state is not { Unanswered: { } waiting, ReplyTo: { } to, BotAnswers: true } || !company.Profile.IsServed) { return cleared; }

        var session = DialogueSession.IsExpired(state.ChatUsedAt, now, options.SessionLifetime) ? null : company.Usable(state.Chat);
        var standing = Admission.StandingOf(state, company.Standing);
        if (session is null && !standing.NewConversations) { return cleared.Then(TurnAway(paid, peer, to, company, ids, now)); }
        if (session is null && !standing.BotAnswers) { return cleared.Then(LeaveToPerson(paid, peer, company, ids, now, options)); }

        var context = company.Context(Medium.WhatsApp, state.ContactName, now);
        var result = DialogueRun.Run(company.BotFor(session), session, waiting.ToInput(), context, standing.MenuOnly, peer, ids);

        var served = paid with { Chat = result.Session, ChatUsedAt = now, Admitted = !standing.IsRestricted };
        var said = Say(served, peer, to, WhatsAppRenderer.Render(result.Say), ids, now);
        var answered = cleared.Then(said with { Records = said.Records.AddRange(result.Records) });
        return result.HandOver is null ? answered : answered.Then(ToPerson(answered.Next, now, options));
    }

    private static Decision TurnAway(
        ConversationState state, PeerKey peer, ReplyAddress to, CompanyView company, IIdSource ids, DateTimeOffset now)
    {
        var local = company.LocalTime(now);
        if (Admission.IsToldToday(state, local)) { return new Decision(state); }
        var text = LimitTexts.TurnedAway(company.Profile.Locale, company.Profile.Name);
        return Say(state with { TurnedAwayOn = DateOnly.FromDateTime(local.DateTime) }, peer, to, [text], ids, now);
    }

    private static Decision LeaveToPerson(
        ConversationState state, PeerKey peer, CompanyView company, IIdSource ids, DateTimeOffset now, ConversationOptions options) =>
        ToPerson(state, now, options) with
        {
            Records = [PersonRequest.Of(peer, PersonRequest.PlanLimit, company.Profile.Locale, ids.NewId(), now)],
        };

    // What the bot said before it handed over is still sent: only a person who steps in silences it.
    private static Decision ToPerson(ConversationState state, DateTimeOffset now, ConversationOptions options) =>
        HandOvers.ToPerson(state, now, options) with { WithdrawQueued = false };

    private static Decision Say(
        ConversationState state, PeerKey peer, ReplyAddress to, ImmutableArray<string> texts, IIdSource ids, DateTimeOffset now)
    {
        var records = ImmutableArray.CreateBuilder<TurnRecord>(texts.Length);
        var outbox = ImmutableArray.CreateBuilder<OutboxMessage>(texts.Length);
        var sequence = state.Sequence;
        foreach (var text in texts)
        {
            var id = ids.NewId();
            outbox.Add(new OutboxMessage(id, to.Channel, peer, ++sequence, to.To, text, state.Ownership.Epoch, now));
            records.Add(new TurnRecord.Message(
                id, to.Channel, peer, MessageDirection.Bot, ProviderId: null, MessageKind.Text, text, now, now, DeliveryStatus.Queued));
        }
        return new Decision(state with { Sequence = sequence }) { Records = records.ToImmutable(), Outbox = outbox.ToImmutable() };
    }
}
