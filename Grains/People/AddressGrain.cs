namespace Platform.People;

[GrainType("address")]
internal sealed class AddressGrain(TimeProvider clock) : Grain, IAddressGrain
{
    /// <summary>Many people may share one address: so many wrong attempts, over all accounts, cost nothing.</summary>
    internal const int FreeFailures = 30;

    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromHours(1);

    private int _failures;
    private DateTimeOffset _lastAt;
    private DateTimeOffset _blockedUntil;

    public Task<TimeSpan> GetWait(CancellationToken cancellationToken)
    {
        var wait = _blockedUntil - clock.GetUtcNow();
        return Task.FromResult(wait < TimeSpan.Zero ? TimeSpan.Zero : wait < Throttle.WaitMax ? wait : Throttle.WaitMax);
    }

    public Task NoteFailure(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        _failures = (now - _lastAt).Duration() < ForgottenAfter ? _failures + 1 : 1;
        _lastAt = now;
        _blockedUntil = now + Throttle.WaitAfter(_failures, FreeFailures);
        DelayDeactivation(ForgottenAfter);
        return Task.CompletedTask;
    }
}
