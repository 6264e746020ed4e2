using System.Collections.Immutable;

namespace Platform.People;

/// <summary>
/// Wrong attempts at one account, counted apart by where they come from, with waits that double. A browser or address from which the person
/// signed in before is counted by itself: whatever strangers do, it finds its own way open. Strangers are counted by their address and, much
/// later, all together.
/// </summary>
internal sealed record Throttle(ImmutableArray<ThrottleLane> Lanes)
{
    /// <summary>The longest wait. It limits an attacker to about a hundred guesses a day, and what a clock that was wrong can cost.</summary>
    internal static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(15);

    /// <summary>After so long without another failure a lane is forgotten.</summary>
    internal static readonly TimeSpan ForgottenAfter = TimeSpan.FromHours(24);

    /// <summary>People mistype: so many failures cost nothing.</summary>
    internal const int FreeFailures = 5;

    /// <summary>Strangers from many addresses together.</summary>
    internal const int FreeFailuresOfAll = 50;

    /// <summary>Lanes kept: each costs about 100 bytes of the account's state.</summary>
    internal const int LanesMax = 64;

    private const string AllStrangers = "all";

    internal static Throttle Empty { get; } = new([]);

    /// <summary>The lanes that an attempt runs in.</summary>
    internal static ImmutableArray<string> LanesOf(SignInAttempt attempt, ImmutableArray<KnownPlace> known)
    {
        if (IsKnownDevice(attempt, known)) { return [$"device:{Convert.ToHexStringLower(attempt.DeviceHash!)}"]; }
        return IsKnownAddress(attempt, known) ? [$"known:{attempt.Address}"] : [$"address:{attempt.Address}", AllStrangers];
    }

    internal static bool IsStranger(ImmutableArray<string> lanes) => lanes.Contains(AllStrangers);

    /// <summary>How long an attempt in these lanes must wait.</summary>
    internal TimeSpan WaitFor(ImmutableArray<string> lanes, DateTimeOffset now)
    {
        var wait = Lanes.Where(lane => lanes.Contains(lane.Key)).Select(lane => lane.BlockedUntil - now).DefaultIfEmpty().Max();
        return wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < WaitMax ? wait : WaitMax;
    }

    /// <summary>A wrong attempt in these lanes.</summary>
    internal Throttle Failed(ImmutableArray<string> lanes, DateTimeOffset now)
    {
        var alive = Lanes.Where(lane => (now - lane.LastAt).Duration() < ForgottenAfter).ToList();
        foreach (var key in lanes)
        {
            var failures = (alive.Find(lane => lane.Key == key)?.Failures ?? 0) + 1;
            alive.RemoveAll(lane => lane.Key == key);
            alive.Add(new ThrottleLane(key, failures, now, now + WaitAfter(failures, key == AllStrangers ? FreeFailuresOfAll : FreeFailures)));
        }
        return new Throttle([.. alive.OrderBy(lane => lane.Key == AllStrangers).ThenBy(lane => lane.LastAt).TakeLast(LanesMax)]);
    }

    /// <summary>A right attempt in these lanes; what strangers did together stays.</summary>
    internal Throttle Succeeded(ImmutableArray<string> lanes) =>
        new([.. Lanes.Where(lane => lane.Key == AllStrangers || !lanes.Contains(lane.Key))]);

    /// <summary>The wait after so many failures: none at first, then 1 s, 2 s, 4 s … up to <see cref="WaitMax"/>.</summary>
    internal static TimeSpan WaitAfter(int failures, int free)
    {
        // 2^10 s is beyond the longest wait.
        var doublings = Math.Min(failures - free - 1, 10);
        if (doublings < 0) { return TimeSpan.Zero; }
        var wait = TimeSpan.FromSeconds(1L << doublings);
        return wait < WaitMax ? wait : WaitMax;
    }

    private static bool IsKnownDevice(SignInAttempt attempt, ImmutableArray<KnownPlace> known) =>
        attempt.DeviceHash is { } shown && known.Any(place => Hashes.AreEqual(place.DeviceHash, shown));

    private static bool IsKnownAddress(SignInAttempt attempt, ImmutableArray<KnownPlace> known) =>
        known.Any(place => place.Address == attempt.Address);
}

/// <summary>Failures of one origin.</summary>
internal sealed record ThrottleLane(string Key, int Failures, DateTimeOffset LastAt, DateTimeOffset BlockedUntil);

/// <summary>Where a person signed in from before.</summary>
internal sealed record KnownPlace(string Address, byte[]? DeviceHash, DateTimeOffset At);
