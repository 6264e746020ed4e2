using System.Collections.Immutable;
using System.Text.Json;
using Platform.Channels;

namespace Platform.Tenancy;

/// <summary>A tenant's own state as an archive brings it back. Pure.</summary>
public static class RestoredTenant
{
    /// <summary>Why a tenant is not served whose names lead to somebody else: whatever it owes would be sent twice.</summary>
    public const string Reason = "restored-without-its-names";

    /// <summary>The outside names that lead to the tenant, by its stored state.</summary>
    public static ImmutableArray<ChannelId> Names(ReadOnlyMemory<byte> state) => Read(state).Names;

    /// <summary>The name that a slug is claimed by.</summary>
    public static ChannelId NameOf(Slug slug) => TenantNames.OfSlug(slug.Value);

    /// <summary>The state under a slug and with the names that could be claimed; suspended when some could not.</summary>
    /// <returns>The state to store, and what the list of tenants says of it.</returns>
    public static (byte[] State, TenantStatus Status) As(
        ReadOnlyMemory<byte> state, Slug slug, IReadOnlyCollection<ChannelId> claimed, DateTimeOffset now)
    {
        var stored = Read(state);
        if (stored.Profile is not { } profile) { return (state.ToArray(), stored.Status); }

        var named = stored with
        {
            Profile = profile with { Slug = slug.Value },
            Names = [.. stored.Names.Where(claimed.Contains), .. claimed.Where(name => !stored.Names.Contains(name))],
            // An archive must not decide which exchanges bring calls here.
            Exchanges = [],
        };
        var old = TenantNames.OfSlug(profile.Slug);
        var isWhole = stored.Names.All(name => claimed.Contains(name) || name == old);
        var next = isWhole ? named : TenantLife.Suspend(named, Reason, "platform", now) is TenantChange.To to ? to.Next : named;
        return (JsonSerializer.SerializeToUtf8Bytes(next, TenantJson.Default.TenantState), next.Status);
    }

    private static TenantState Read(ReadOnlyMemory<byte> state)
    {
        var stored = JsonSerializer.Deserialize(state.Span, TenantJson.Default.TenantState) ?? TenantState.Empty;
        return stored with
        {
            Names = stored.Names.IsDefault ? [] : stored.Names,
            Suspensions = stored.Suspensions.IsDefault ? [] : stored.Suspensions,
        };
    }
}
