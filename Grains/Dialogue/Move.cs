using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>What an input came to: the session as it was left by it, what to say first, and where to go on.</summary>
internal sealed record Move(StepScope Scope, ImmutableArray<string> Says, Target Where)
{
    /// <summary>Goes on without saying anything first.</summary>
    public static Move To(StepScope scope, Target where) => new(scope, [], where);

    /// <summary>Asks the same question again after saying something.</summary>
    public static Move Repeat(StepScope scope, params ImmutableArray<string> says) =>
        new(scope, says, new Target(scope.Session.Flow, scope.Session.Step));
}
