using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Ids;
using Platform.Turns;

namespace Platform.Backups;

[GrainType("tenant-backup")]
internal sealed partial class TenantBackupGrain(
    ITurnStore turns, IBackupFiles files, IOptions<BackupOptions> options, IIdSource ids, TimeProvider clock,
    ILogger<TenantBackupGrain> logger)
    : DurableGrain<TenantBackupState>(turns, TenantBackupJson.Default.TenantBackupState, TenantBackupState.New), ITenantBackupGrain
{
    private IGrainTimer? _timer;
    private bool _saving;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        // Saving takes longer than a call may.
        _timer = this.RegisterGrainTimer(
            Save, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
    }

    public Task<BackupStatus> Get(CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(Status(State.Problem) with { Files = files.List(Tenant) });
        }
        catch (BackupException unreadable)
        {
            return Task.FromResult(Status(State.Problem ?? unreadable.Message));
        }
    }

    public async Task Schedule(CancellationToken cancellationToken)
    {
        // One that was deleted is on the list of tenants for ever.
        if (!files.IsOn || State.NextAt is not null || await GrainFactory.Tenant(Tenant).GetProfile(cancellationToken) is null) { return; }
        await Commit(State with { NextAt = Next(await Zone(cancellationToken), State.LastAt) });
    }

    public async Task<BackupStatus> Run(CancellationToken cancellationToken)
    {
        if (files.IsOn && !_saving)
        {
            await Commit(State with { NextAt = clock.GetUtcNow() }, Act("tenant-backup-asked", "by hand"));
            SaveSoon();
        }
        return await Get(cancellationToken);
    }

    public Task OnAlarm(string name, DateTimeOffset due, CancellationToken cancellationToken)
    {
        if (!files.IsOn) { return Commit(State with { NextAt = null }); }
        if (State.NextAt is not { } next || next > clock.GetUtcNow()) { return Commit(State); }
        SaveSoon();
        return Task.CompletedTask;
    }

    private void SaveSoon()
    {
        if (!_saving) { _timer!.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan); }
    }

    private async Task Save(CancellationToken cancellationToken)
    {
        if (_saving || State.NextAt is not { } next || next > clock.GetUtcNow()) { return; }
        _saving = true;
        try
        {
            await TrySave();
        }
        catch (StoreUnavailableException unavailable)
        {
            // The alarm still stands in the registry.
            NotRecorded(logger, Tenant.Value, unavailable);
        }
        finally
        {
            _saving = false;
        }
    }

    private async Task TrySave()
    {
        try
        {
            var zone = await Zone(CancellationToken.None);
            var file = await files.Save(Tenant, clock.GetUtcNow(), CancellationToken.None);
            if (await GrainFactory.Tenant(Tenant).GetProfile(CancellationToken.None) is null)
            {
                // The tenant was deleted meanwhile, and its backups with it.
                files.RemoveAll(Tenant);
                await Commit(State with { NextAt = null });
                return;
            }
            var surplus = BackupPlan.Surplus(options.Value, zone, files.List(Tenant));
            foreach (var old in surplus) { files.Remove(Tenant, old); }
            var removed = surplus.IsEmpty ? "" : $"; removed {string.Join(", ", surplus.Select(old => old.Name))}";
            await Commit(TenantBackupState.Saved(file.At, Next(zone, file.At)), Act("tenant-backup", $"{file.Name}, {file.Bytes} bytes{removed}"));
        }
        catch (Exception failure) when (failure is BackupException or StoreUnavailableException)
        {
            Failed(logger, Tenant.Value, failure);
            var failed = State.Failed(failure.Message, clock.GetUtcNow());
            // Told of once, not at every try.
            await (failed.Failures == 1 ? Commit(failed, Act("tenant-backup-failed", failure.Message)) : Commit(failed));
        }
    }

    private async Task<TimeZoneInfo> Zone(CancellationToken cancellationToken) =>
        await GrainFactory.Tenant(Tenant).GetProfile(cancellationToken) is { } profile
            ? TimeZoneInfo.FindSystemTimeZoneById(profile.TimeZone)
            : TimeZoneInfo.Utc;

    private DateTimeOffset Next(TimeZoneInfo zone, DateTimeOffset? last) =>
        BackupPlan.Next(options.Value, zone, TenantBackupState.Share(Tenant), last, clock.GetUtcNow());

    private BackupStatus Status(string? problem) => new(files.IsOn, State.NextAt, State.LastAt, problem, State.Failures, []);

    private Task<bool> Commit(TenantBackupState next, params ReadOnlySpan<TurnRecord> records) => Commit(next, new Turn(Tenant)
    {
        Records = [.. records],
        Alarms = [new AlarmChange(TenantBackupState.Alarm, next.NextAt)],
    });

    private TurnRecord.Audit Act(string action, string detail)
    {
        var actor = Actor.Current;
        return new(ids.NewId(), action, actor.Name, detail, clock.GetUtcNow(), actor.Address);
    }

    [LoggerMessage(LogLevel.Error, "Tenant {Tenant} could not be saved; it is tried again")]
    private static partial void Failed(ILogger logger, Guid tenant, Exception failure);

    [LoggerMessage(LogLevel.Warning, "How a backup of tenant {Tenant} went could not be recorded; its alarm asks again")]
    private static partial void NotRecorded(ILogger logger, Guid tenant, Exception failure);
}
