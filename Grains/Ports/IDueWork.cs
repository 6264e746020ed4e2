using System.Collections.Immutable;
using Platform.Channels;
using Platform.Tenancy;

namespace Platform.Turns;

/// <summary>The fleet-wide reads of the clocks: what is due, over all tenants. Gives names and times only, no content.</summary>
public interface IDueWork
{
    /// <summary>Alarms of the shard that are due, earliest first.</summary>
    Task<ImmutableArray<DueAlarm>> DueAlarms(int shard, int shards, DateTimeOffset now, int max, CancellationToken cancellationToken);

    /// <summary>
    /// Moves a failing alarm's next call away from <paramref name="now"/>, doubling from a few seconds to an hour; its due time, which
    /// identifies it, stays.
    /// </summary>
    Task Postpone(DueAlarm alarm, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Channels of the shard with a message that is due or was left claimed before <paramref name="now"/>.</summary>
    Task<ImmutableArray<DueChannel>> DueChannels(int shard, int shards, DateTimeOffset now, int max, CancellationToken cancellationToken);
}

/// <summary>An alarm that is due.</summary>
/// <param name="Target">The grain that set it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Due">When it was due.</param>
public sealed record DueAlarm(StateAddress Target, string Name, DateTimeOffset Due);

/// <summary>A channel with something to send.</summary>
public sealed record DueChannel(TenantId Tenant, ChannelId Channel);
