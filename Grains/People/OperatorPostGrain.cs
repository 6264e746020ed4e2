using System.Collections.Immutable;
using Platform.Turns;

namespace Platform.People;

/// <summary>Which of the operator's people are owed mail.</summary>
[GenerateSerializer, Alias("operator-post-record")]
public sealed record OperatorPostRecord
{
    /// <summary>When each is tried next, by address.</summary>
    [Id(0)] public ImmutableSortedDictionary<string, DateTimeOffset> Due { get; init; } = ImmutableSortedDictionary<string, DateTimeOffset>.Empty;
}

[GrainType("operator-post"), KeepAlive]
internal sealed class OperatorPostGrain(
    [PersistentState("operator-post")] IPersistentState<OperatorPostRecord> store, TimeProvider clock)
    : Grain, IOperatorPostGrain
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>An account that was told and did not say anything since, such as one whose silo was killed, is told again.</summary>
    private static readonly TimeSpan ToldAgainAfter = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, DateTimeOffset> _told = [];
    private IGrainTimer? _timer;

    public Task Start(CancellationToken cancellationToken)
    {
        _timer ??= this.RegisterGrainTimer(Look, new GrainTimerCreationOptions(TimeSpan.Zero, Period) { KeepAlive = true });
        return Task.CompletedTask;
    }

    public Task Owe(EmailAddress email, DateTimeOffset due, CancellationToken cancellationToken)
    {
        _told.Remove(email.Text);
        return this.Replace(store, new OperatorPostRecord { Due = store.State.Due.SetItem(email.Text, due) }, cancellationToken);
    }

    public Task Settle(EmailAddress email, CancellationToken cancellationToken)
    {
        _told.Remove(email.Text);
        return store.State.Due.ContainsKey(email.Text)
            ? this.Replace(store, new OperatorPostRecord { Due = store.State.Due.Remove(email.Text) }, cancellationToken)
            : Task.CompletedTask;
    }

    // Nobody is waited for: an account may be waiting for this grain.
    private async Task Look(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var (email, due) in store.State.Due)
        {
            if (due > now || (_told.TryGetValue(email, out var told) && (now - told).Duration() < ToldAgainAfter)) { continue; }
            _told[email] = now;
            await GrainFactory.Operator(EmailAddress.Parse(email)).SendOwedMails(cancellationToken);
        }
    }
}
