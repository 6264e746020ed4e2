using System.Text.Json;
using Orleans.Storage;
using Platform.Audit;
using Platform.Ids;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Secrets;

/// <summary>Where data keys are kept: a tenant's among its registry's states, the installation's among the directory's.</summary>
internal sealed class KeyStore(ITurnStore turns, IGrainStorage directory, IAuditLog audit, IIdSource ids, TimeProvider clock)
{
    private const string Name = "installation-key";

    private static readonly GrainId Installation = GrainId.Create("installation", "key");

    /// <summary>The stored key with the version that replacing it wants; no key where there never was one.</summary>
    public async Task<(SealedDataKey? Key, string? Version)> Load(TenantId? tenant, CancellationToken cancellationToken)
    {
        if (tenant is not { } owner)
        {
            var record = new GrainState<SealedDataKey>();
            await directory.ReadStateAsync(Name, Installation, record);
            return (record.RecordExists ? record.State : null, record.ETag);
        }
        var stored = await turns.Load(Address(owner), cancellationToken);
        var key = stored is null ? null : JsonSerializer.Deserialize(stored.Json.Span, SealedDataKeyJson.Default.SealedDataKey);
        return (key, stored?.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Stores a key in the place of the one that was loaded, audited; <c>false</c> when another stands there by now.</summary>
    public async Task<bool> TryPut(
        TenantId? tenant, SealedDataKey key, string? version, string action, CancellationToken cancellationToken)
    {
        var actor = Actor.Current;
        if (tenant is not { } owner)
        {
            // Before it, since the directory takes no entry into its own commit: no key is replaced unsaid. The first one replaces nothing.
            var entry = new AuditEntry(null, action, actor.Name, MasterOf(key), actor.Address);
            if (version is not null) { await audit.Append(entry, cancellationToken); }
            return await TryPut(key, version);
        }
        var outcome = await turns.Commit(
            new Turn(owner)
            {
                State = new StateChange(
                    Address(owner), version is null ? 0 : long.Parse(version, System.Globalization.CultureInfo.InvariantCulture),
                    JsonSerializer.SerializeToUtf8Bytes(key, SealedDataKeyJson.Default.SealedDataKey)),
                Records = [new TurnRecord.Audit(ids.NewId(), action, actor.Name, MasterOf(key), clock.GetUtcNow(), actor.Address)],
            },
            cancellationToken);
        return outcome is CommitOutcome.Committed;
    }

    private async Task<bool> TryPut(SealedDataKey key, string? version)
    {
        var record = new GrainState<SealedDataKey> { State = key, ETag = version, RecordExists = version is not null };
        try
        {
            await directory.WriteStateAsync(Name, Installation, record);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    private static string MasterOf(SealedDataKey key) => $"master key {key.MasterId}";

    private static StateAddress Address(TenantId tenant) => new(tenant, "tenant-key", "");
}
