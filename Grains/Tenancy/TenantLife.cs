using System.Collections.Immutable;
using System.Text.Json;
using Platform.Channels;
using Platform.Turns;

namespace Platform.Tenancy;

/// <summary>The life of a tenant. Pure.</summary>
internal static class TenantLife
{
    /// <summary>The tenant begins.</summary>
    public static TenantChange Create(TenantState state, TenantProfile profile, DateTimeOffset now)
    {
        if (state.DeletedAt is not null) { return new TenantChange.Refused(TenantOutcome.NotAllowed); }
        if (state.Profile is { } known)
        {
            return (known.Slug, known.Name, known.Sector) == (profile.Slug, profile.Name, profile.Sector)
                ? new TenantChange.None()
                : new TenantChange.Refused(TenantOutcome.Exists);
        }

        var next = state with
        {
            Profile = profile with { Status = TenantStatus.Active },
            CreatedAt = now,
            StatusSince = now,
            Names = state.Names.Contains(TenantNames.OfSlug(profile.Slug)) ? state.Names : state.Names.Add(TenantNames.OfSlug(profile.Slug)),
        };
        return new TenantChange.To(next, "tenant-create", profile.Slug, Before: null, TenantSettings.Written(next.Profile))
        {
            Alarms = [new AlarmChange(TenantAlarms.Beginning, now.AddDays(1))],
        };
    }

    /// <summary>One more reason not to serve it.</summary>
    public static TenantChange Suspend(TenantState state, string reason, string by, DateTimeOffset now)
    {
        if (state.Profile is null) { return Missing; }
        if (state.Suspensions.Any(standing => standing.Reason == reason)) { return new TenantChange.None(); }
        return state.Suspensions.Length < TenantState.SuspensionsMax
            ? Step(state, state with { Suspensions = state.Suspensions.Add(new Suspension(reason, by, now)) }, "tenant-suspend", reason, now)
            : new TenantChange.Refused(TenantOutcome.NotAllowed);
    }

    /// <summary>One reason less.</summary>
    public static TenantChange Lift(TenantState state, string reason, DateTimeOffset now)
    {
        if (state.Profile is null) { return Missing; }
        var left = state.Suspensions.RemoveAll(standing => standing.Reason == reason);
        return left.Length == state.Suspensions.Length
            ? new TenantChange.None()
            : Step(state, state with { Suspensions = left }, "tenant-resume", reason, now);
    }

    /// <summary>It is served again, whatever stood against it.</summary>
    public static TenantChange Resume(TenantState state, DateTimeOffset now)
    {
        if (state.Profile is null) { return Missing; }
        if (state.RemovalSince is not null) { return new TenantChange.Refused(TenantOutcome.NotAllowed); }
        if (state.Status == TenantStatus.Active) { return new TenantChange.None(); }

        var served = state with { Suspensions = [], CancelledAt = null, DeletionDue = null, AbandonsAccounts = false };
        return Step(state, served, "tenant-resume", "all reasons", now);
    }

    /// <summary>The contract ended.</summary>
    public static TenantChange Cancel(TenantState state, DateTimeOffset now)
    {
        if (state.Profile is null) { return Missing; }
        return state.CancelledAt is not null
            ? new TenantChange.None()
            : Step(state, state with { CancelledAt = now }, "tenant-cancel", "", now);
    }

    /// <summary>It is to be deleted when the grace period ends.</summary>
    public static TenantChange Delete(TenantState state, TimeSpan grace, DateTimeOffset now)
    {
        if (state.DeletedAt is not null) { return new TenantChange.None(); }
        if (state.Profile is null) { return Missing; }
        return state.DeletionDue is not null
            ? new TenantChange.None()
            : Step(state, state with { CancelledAt = state.CancelledAt ?? now, DeletionDue = now + grace }, "tenant-delete", "", now);
    }

    /// <summary>
    /// Its keys and data are removed from here on: a removal that is interrupted has left some of it already, so no resumption is possible.
    /// </summary>
    public static TenantChange BeginRemoval(TenantState state, DateTimeOffset now) => state.Profile is null || state.RemovalSince is not null
        ? new TenantChange.None()
        : Step(state, state with { RemovalSince = now }, "tenant-removal", "", now);

    /// <summary>The gateway did not say that these accounts are gone: the removal waits for it.</summary>
    public static TenantChange WaitForGateway(TenantState state, ImmutableArray<ChannelId> accounts) =>
        state.Profile is null || state.AccountsLeft.SequenceEqual(accounts)
            ? new TenantChange.None()
            : Audited(state, state with { AccountsLeft = accounts }, "tenant-accounts-left", string.Join(' ', accounts));

    /// <summary>Accounts that the gateway does not remove are not waited for: the gateway is gone, or somebody removes them by hand.</summary>
    public static TenantChange AbandonAccounts(TenantState state)
    {
        if (state.DeletedAt is not null || state.AbandonsAccounts) { return new TenantChange.None(); }
        if (state.Profile is null) { return Missing; }
        if (state.DeletionDue is null) { return new TenantChange.Refused(TenantOutcome.NotAllowed); }
        return Audited(state, state with { AbandonsAccounts = true }, "tenant-accounts-abandoned", "") with
        {
            Alarms = [new AlarmChange(TenantAlarms.Deletion, state.DeletionDue)],
        };
    }

    /// <summary>Nothing is left but that it existed; what the installation knows about it is to be erased.</summary>
    public static TenantChange Bury(TenantState state, DateTimeOffset now)
    {
        if (state.Profile is null) { return new TenantChange.None(); }
        var tombstone = new TenantState(Profile: null)
        {
            CreatedAt = state.CreatedAt, CancelledAt = state.CancelledAt, DeletedAt = now, StatusSince = now,
        };
        var buried = Audited(state, tombstone, "tenant-deleted", "");
        return buried with
        {
            Alarms =
            [
                new AlarmChange(TenantAlarms.Beginning, null), new AlarmChange(TenantAlarms.Deletion, null),
                new AlarmChange(TenantAlarms.Erasure, now),
            ],
        };
    }

    private static TenantChange Missing => new TenantChange.Refused(TenantOutcome.NoSuchTenant);

    private static TenantChange.To Step(TenantState before, TenantState next, string action, string detail, DateTimeOffset now)
    {
        var status = next.Status;
        return Audited(
            before,
            next with
            {
                Profile = next.Profile! with { Status = status },
                StatusSince = status == before.Status ? before.StatusSince : now,
            },
            action,
            detail);
    }

    private static TenantChange.To Audited(TenantState before, TenantState next, string action, string detail) =>
        new(next, action, detail, Written(before), Written(next))
        {
            Alarms = next.DeletionDue == before.DeletionDue ? [] : [new AlarmChange(TenantAlarms.Deletion, next.DeletionDue)],
        };

    private static string Written(TenantState state) => JsonSerializer.Serialize(
        new LifeView(state.Status, [.. state.Suspensions.Select(suspension => suspension.Reason)], state.DeletionDue),
        TenantJson.Default.LifeView);
}
