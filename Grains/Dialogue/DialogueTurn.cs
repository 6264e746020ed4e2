using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>What one input led to. Every turn says something, calls a function, hands over or ends.</summary>
/// <param name="Next">The session to keep, or <c>null</c> when it is over and the next input begins anew.</param>
/// <param name="Say">What to say, in order; a renderer joins it into as few messages as possible.</param>
/// <param name="Call">A function to run; its result comes back as <see cref="DialogueInput.FunctionReturned"/>.</param>
/// <param name="HandOver">The conversation goes to a person after <paramref name="Say"/>.</param>
/// <param name="Ended">The dialogue is over: hang up after <paramref name="Say"/>.</param>
public sealed record DialogueTurn(
    DialogueSession? Next,
    ImmutableArray<Prompt> Say,
    FunctionCall? Call = null,
    HandOver? HandOver = null,
    bool Ended = false);

/// <summary>A function of the business that the dialogue asks for; the only way out of the dialogue.</summary>
/// <param name="Name">One of <see cref="FunctionNames"/>.</param>
/// <param name="Arguments">By name; what the customer did not tell is absent.</param>
public sealed record FunctionCall(string Name, ImmutableSortedDictionary<string, string> Arguments);

/// <summary>How a function ended.</summary>
public abstract record FunctionOutcome
{
    private FunctionOutcome() { }

    /// <summary>Done; <paramref name="Data"/> may be used by the texts that follow as <c>{result.name}</c>.</summary>
    public sealed record Succeeded(ImmutableSortedDictionary<string, string> Data) : FunctionOutcome
    {
        /// <summary>Done, with nothing to tell.</summary>
        public static Succeeded Empty { get; } = new(ImmutableSortedDictionary<string, string>.Empty);
    }

    /// <summary>Not done. The reason is for the log, never for the customer.</summary>
    public sealed record Failed(string Reason) : FunctionOutcome;
}

/// <summary>
/// A person takes the conversation. On the telephone the session waits for the transfer: its failure is reported as
/// <see cref="DialogueInput.FunctionReturned"/> of <see cref="FunctionNames.PersonTransfer"/>.
/// </summary>
/// <param name="Reason">Why: <c>asked</c>, <c>not-understood</c>, <c>failed</c> or a word of the bot's own.</param>
/// <param name="Target">Where to, in the tenant's own terms, or <c>null</c> for the tenant's default.</param>
public sealed record HandOver(string Reason, string? Target);

/// <summary>Functions known to the platform.</summary>
public static class FunctionNames
{
    /// <summary>Records a task for the tenant's people: <c>kind</c>, <c>title</c> and the slots of the form.</summary>
    public const string TaskRecord = "task.record";

    /// <summary>Transfers to a person: <c>target</c>, <c>reason</c>.</summary>
    public const string PersonTransfer = "person.transfer";

    /// <summary>All of them; a bot that names another is refused.</summary>
    public static ImmutableSortedSet<string> All { get; } = ImmutableSortedSet.Create(StringComparer.Ordinal, TaskRecord, PersonTransfer);
}
