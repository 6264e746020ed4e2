using System.Collections.Immutable;
using System.Text.Json;
using Platform.Dialogue;
using Platform.Identity;
using Platform.Ids;
using Platform.Turns;

namespace Platform.Conversations;

/// <summary>
/// Runs the dialogue on one input, with the functions it calls, until it waits for the customer again. Pure but for the ids it is given.
/// </summary>
internal static class DialogueRun
{
    /// <summary>Functions run for one input. A bot that wants more is going in circles, and the customer gets a person.</summary>
    private const int CallsMax = 8;

    /// <summary>What one input came to.</summary>
    /// <param name="Session">The session to keep, or <c>null</c> when it is over.</param>
    /// <param name="Say">Everything to say, in order.</param>
    /// <param name="HandOver">Set when a person takes the conversation.</param>
    /// <param name="Ended">The dialogue is over.</param>
    /// <param name="Records">What the functions recorded.</param>
    public sealed record Result(
        DialogueSession? Session, ImmutableArray<Prompt> Say, HandOver? HandOver, bool Ended, ImmutableArray<TurnRecord> Records);

    /// <summary>Runs it.</summary>
    public static Result Run(
        BotDefinition bot, DialogueSession? session, DialogueInput input, DialogueContext context, bool menuOnly, PeerKey peer, IIdSource ids)
    {
        IUnderstanding understanding = menuOnly ? MenuUnderstanding.Instance : RulesUnderstanding.Instance;
        var say = ImmutableArray.CreateBuilder<Prompt>();
        var records = ImmutableArray.CreateBuilder<TurnRecord>();
        for (var calls = 0; ; calls++)
        {
            var turn = DialogueEngine.Continue(bot, session, input, context, understanding);
            say.AddRange(turn.Say);
            if (turn.Call is not { } call || calls == CallsMax)
            {
                var handOver = turn.HandOver ?? (turn.Call is null ? null : new HandOver("failed", Target: null));
                if (handOver is not null) { records.Add(PersonRequest.Of(peer, handOver.Reason, context.Locale, ids.NewId(), context.LocalNow)); }
                return new Result(turn.Next, say.ToImmutable(), handOver, turn.Ended, records.ToImmutable());
            }
            session = turn.Next;
            input = new DialogueInput.FunctionReturned(call.Name, Perform(call, peer, ids, context.LocalNow, records));
        }
    }

    private static FunctionOutcome Perform(
        FunctionCall call, PeerKey peer, IIdSource ids, DateTimeOffset now, ImmutableArray<TurnRecord>.Builder records)
    {
        if (call.Name != FunctionNames.TaskRecord) { return new FunctionOutcome.Failed($"There is no function {call.Name} here."); }

        var kind = call.Arguments.GetValueOrDefault("kind", "request");
        var title = call.Arguments.GetValueOrDefault("title", kind);
        var details = call.Arguments.Where(pair => pair.Key is not ("kind" or "title")).ToDictionary(pair => pair.Key, pair => pair.Value);
        records.Add(new TurnRecord.WorkItem(
            ids.NewId(), peer, kind, title, JsonSerializer.Serialize(details, WorkItemJson.Default.DictionaryStringString), now.ToUniversalTime()));
        return FunctionOutcome.Succeeded.Empty;
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class WorkItemJson : System.Text.Json.Serialization.JsonSerializerContext;
