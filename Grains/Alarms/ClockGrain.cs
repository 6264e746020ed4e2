using Microsoft.Extensions.Logging;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Alarms;

/// <summary>How many clocks share the work. The same on every silo.</summary>
public sealed class ClockOptions
{
    /// <summary>Number of clock grains. Default: 2.</summary>
    [System.ComponentModel.DataAnnotations.Range(1, 64)] public int Shards { get; set; } = 2;

    /// <summary>How often a clock looks. Default: 1 second.</summary>
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long past due an alarm must be before the clock calls for it: the grain's own timer serves it in the ordinary case. Default: 2
    /// seconds.
    /// </summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(2);
}

[GrainType("clock"), KeepAlive]
internal sealed partial class ClockGrain(
    IDueWork due, TimeProvider clock, Microsoft.Extensions.Options.IOptions<ClockOptions> options, ILogger<ClockGrain> logger)
    : Grain, IClockGrain
{
    /// <summary>Due items taken in one look; the next look takes the rest.</summary>
    private const int BatchMax = 500;

    /// <summary>Targets called at once, so that one slow grain does not hold up the others.</summary>
    private const int ParallelMax = 32;

    private IGrainTimer? _timer;

    public Task Start(CancellationToken cancellationToken)
    {
        _timer ??= this.RegisterGrainTimer(Look, new GrainTimerCreationOptions(TimeSpan.Zero, options.Value.Period) { KeepAlive = true });
        return Task.CompletedTask;
    }

    private async Task Look(CancellationToken cancellationToken)
    {
        try
        {
            var shard = (int)this.GetPrimaryKeyLong();
            var shards = options.Value.Shards;
            var overdue = clock.GetUtcNow() - options.Value.Grace;
            var alarms = await due.DueAlarms(shard, shards, overdue, BatchMax, cancellationToken);
            await EachInParallel(alarms, alarm => Call(alarm, cancellationToken));
            var channels = await due.DueChannels(shard, shards, overdue, BatchMax, cancellationToken);
            await EachInParallel(channels, channel => Wake(channel));
        }
        catch (StoreUnavailableException unavailable)
        {
            StoreUnavailable(logger, unavailable);
        }
    }

    private async Task Call(DueAlarm alarm, CancellationToken cancellationToken)
    {
        try
        {
            ActingTenant.Set(alarm.Target.Tenant);
            await AlarmTargets.Find(GrainFactory, alarm.Target).OnAlarm(alarm.Name, alarm.Due, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // The alarm still stands; moving it away keeps a failing one from crowding out the others.
            AlarmFailed(logger, alarm.Name, alarm.Target.GrainType, alarm.Target.Tenant.Value, failure);
            await PutOff(alarm, cancellationToken);
        }
    }

    private async Task PutOff(DueAlarm alarm, CancellationToken cancellationToken)
    {
        try
        {
            await due.Postpone(alarm, clock.GetUtcNow(), cancellationToken);
        }
        catch (StoreUnavailableException unavailable)
        {
            // Companies may have databases of their own: one that takes nothing in must not hold up the others' alarms.
            NotPutOff(logger, alarm.Name, alarm.Target.GrainType, alarm.Target.Tenant.Value, unavailable);
        }
    }

    private Task Wake(DueChannel channel)
    {
        ActingTenant.Set(channel.Tenant);
        return GrainFactory.Channel(channel.Tenant, channel.Channel).Wake();
    }

    private static async Task EachInParallel<T>(IReadOnlyList<T> items, Func<T, Task> act)
    {
        foreach (var slice in items.Chunk(ParallelMax))
        {
            await Task.WhenAll(slice.Select(act));
        }
    }

    [LoggerMessage(LogLevel.Warning, "The clock could not read what is due; it looks again")]
    private static partial void StoreUnavailable(ILogger logger, Exception failure);

    [LoggerMessage(LogLevel.Error, "Alarm {Alarm} of a {GrainType} of tenant {Tenant} failed; it is tried again later")]
    private static partial void AlarmFailed(ILogger logger, string alarm, string grainType, Guid tenant, Exception failure);

    [LoggerMessage(LogLevel.Warning, "Alarm {Alarm} of a {GrainType} of tenant {Tenant} could not be put off; the next look calls for it again")]
    private static partial void NotPutOff(ILogger logger, string alarm, string grainType, Guid tenant, Exception failure);
}
