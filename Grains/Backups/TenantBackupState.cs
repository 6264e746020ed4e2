using System.Text.Json.Serialization;
using Platform.Tenancy;

namespace Platform.Backups;

/// <summary>A tenant's backups as they are stored.</summary>
/// <param name="NextAt">When it is saved next, or tried again; <c>null</c> before it is scheduled.</param>
/// <param name="LastAt">When it was saved last.</param>
/// <param name="Problem">Why the last try failed, or <c>null</c>.</param>
/// <param name="Failures">Tries that failed since it was saved last.</param>
internal sealed record TenantBackupState(DateTimeOffset? NextAt, DateTimeOffset? LastAt, string? Problem, int Failures)
{
    /// <summary>The alarm by which the tenant is saved.</summary>
    public const string Alarm = "backup";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);

    // A full disk is looked at within hours; a tenant is not copied in vain all the time.
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    public static TenantBackupState New { get; } = new(NextAt: null, LastAt: null, Problem: null, Failures: 0);

    /// <summary>It was saved.</summary>
    public static TenantBackupState Saved(DateTimeOffset at, DateTimeOffset next) => new(next, at, Problem: null, Failures: 0);

    /// <summary>It could not be saved, and is tried again.</summary>
    public TenantBackupState Failed(string problem, DateTimeOffset now) => this with
    {
        Problem = problem,
        Failures = Failures + 1,
        NextAt = now + TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << Math.Min(Failures, 10), LongestPause.Ticks)),
    };

    /// <summary>Where within the spread the tenant begins, from 0 to 1: always the same, and different for others.</summary>
    public static double Share(TenantId tenant) => (uint)tenant.Value.GetHashCode() / (double)uint.MaxValue;
}

[JsonSerializable(typeof(TenantBackupState))]
internal sealed partial class TenantBackupJson : JsonSerializerContext;
