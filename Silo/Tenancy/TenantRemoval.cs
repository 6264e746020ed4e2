using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Platform.Backups;
using Platform.Channels;
using Platform.Gateways;
using Platform.Secrets;
using Platform.Storage;

namespace Platform.Tenancy;

/// <summary>The removal over the databases, the keys and the gateway.</summary>
internal sealed partial class TenantRemoval(
    IPlacements placements, IDatabaseKind databases, ITenantKeys keys, IBackupFiles backups, IWhatsAppProvisioning whatsApp,
    ILogger<TenantRemoval> logger)
    : ITenantRemoval
{
    /// <inheritdoc />
    public async Task<ImmutableArray<ChannelId>> RemoveData(
        TenantId tenant, ImmutableArray<ChannelId> names, CancellationToken cancellationToken)
    {
        // The key goes first: whatever is interrupted after that, no secret of the tenant can be opened any more.
        await keys.Erase(tenant, cancellationToken);
        var left = ImmutableArray.CreateBuilder<ChannelId>();
        foreach (var account in names.Where(name => name.Value.StartsWith("evolution:", StringComparison.Ordinal)))
        {
            if (await whatsApp.Remove(account, cancellationToken) is ProvisionResult.Done) { continue; }
            LogAccountLeft(tenant.Value, account.Value);
            left.Add(account);
        }
        await placements.Drop(tenant, cancellationToken);
        backups.RemoveAll(tenant);
        return left.ToImmutable();
    }

    /// <inheritdoc />
    public Task RemoveRegistry(TenantId tenant, CancellationToken cancellationToken) =>
        databases.Main.Rows.EraseRegistry(tenant, cancellationToken);

    [LoggerMessage(LogLevel.Warning, "Account {Account} of tenant {Tenant}, which is to be deleted, was not removed by the gateway")]
    private partial void LogAccountLeft(Guid tenant, string account);
}
