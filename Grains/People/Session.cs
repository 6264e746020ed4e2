namespace Platform.People;

/// <summary>An open session as it is stored: hashes of secrets, never secrets.</summary>
/// <param name="Id">The session.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="SecretHash">What opens it.</param>
/// <param name="PreviousHash">What opened it before the last rotation.</param>
/// <param name="RotatedAt">When that was.</param>
/// <param name="ConfirmedAt">When the secret was first used, or <c>null</c> while it was not: its owner may never have received it.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="SeenAt">When it was last seen.</param>
/// <param name="Address">Where from.</param>
/// <param name="Device">What the caller said it is.</param>
internal sealed record Session(
    Guid Id,
    SessionKind Kind,
    byte[] SecretHash,
    byte[]? PreviousHash,
    DateTimeOffset RotatedAt,
    DateTimeOffset? ConfirmedAt,
    DateTimeOffset StartedAt,
    DateTimeOffset SeenAt,
    string Address,
    string Device)
{
    internal static readonly TimeSpan BrowserLifetime = TimeSpan.FromHours(24);
    internal static readonly TimeSpan ApiLifetime = TimeSpan.FromDays(30);
    internal static readonly TimeSpan RotatedEvery = TimeSpan.FromMinutes(15);

    /// <summary>Requests that were on their way during a rotation still carry the old secret.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    /// <summary>How exact <see cref="SeenAt"/> is; a commit for every request would be too much.</summary>
    internal static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    /// <summary>A session that seems to have begun later than this in the future lives by a clock that was set back: it ends.</summary>
    internal static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    internal DateTimeOffset ExpiresAt => StartedAt + (Kind == SessionKind.Browser ? BrowserLifetime : ApiLifetime);

    internal bool IsOpen(DateTimeOffset now) => now < ExpiresAt && StartedAt - now < ClockTolerance;

    /// <summary>What the shown secret is to a browser's session; <c>null</c> when it is nothing to it.</summary>
    internal SessionStanding? Check(byte[] shown, DateTimeOffset now)
    {
        if (Kind != SessionKind.Browser || !IsOpen(now)) { return null; }
        if (Hashes.AreEqual(SecretHash, shown)) { return IsDue(now) ? SessionStanding.Due : SessionStanding.Open; }
        if (!Hashes.AreEqual(PreviousHash, shown)) { return null; }
        if (ConfirmedAt is null) { return now - RotatedAt > Grace ? SessionStanding.Due : SessionStanding.Open; }
        return (now - ConfirmedAt.Value).Duration() <= Grace ? SessionStanding.Open : SessionStanding.Reused;
    }

    /// <summary>The session after a use that found it due.</summary>
    internal (bool IsReplaced, Session Next) Renew(SessionRenewal renewal, DateTimeOffset now)
    {
        var isCurrent = Hashes.AreEqual(SecretHash, renewal.SecretHash);
        var seen = this with { SeenAt = now, Address = renewal.Address, ConfirmedAt = isCurrent ? ConfirmedAt ?? now : ConfirmedAt };

        // The secret before is shown for longer than a request takes, and the new one never was: it got lost on its way.
        var rotates = isCurrent ? now - RotatedAt >= RotatedEvery || RotatedAt > now : now - RotatedAt > Grace;
        return rotates ? (true, seen.Rotate(renewal, now)) : (false, seen);
    }

    internal Session Rotate(SessionRenewal renewal, DateTimeOffset now) => this with
    {
        SecretHash = renewal.NewSecretHash,
        PreviousHash = renewal.SecretHash,
        RotatedAt = now,
        ConfirmedAt = null,
        SeenAt = now,
        Address = renewal.Address,
    };

    internal SessionView Shown => new(Id, Kind, StartedAt, SeenAt, ExpiresAt, Address, Device);

    private bool IsDue(DateTimeOffset now) =>
        now - RotatedAt >= RotatedEvery || now - SeenAt >= SeenEvery || (PreviousHash is not null && ConfirmedAt is null);
}
