using System.Collections.Immutable;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.DataRights;

/// <summary>Removes a tenant's rows whose time is over, in small transactions, oldest or first key first.</summary>
public interface IExpiredRows
{
    /// <summary>
    /// Removes some of what is left, or <c>null</c> when nothing may be removed now because the tenant's data is being moved. Rows younger
    /// than <see cref="RetentionPeriods.DaysMin"/> (audit: <see cref="RetentionPeriods.AuditDaysMin"/>) days stay whatever is asked for.
    /// </summary>
    Task<ExpiredBatch?> Remove(TenantId tenant, ExpiredKind kind, DateTimeOffset before, string after, CancellationToken cancellationToken);
}

/// <summary>What is removed, in this order: a conversation is forgotten when none of its messages is left.</summary>
public enum ExpiredKind
{
    /// <summary>Lines of transcripts.</summary>
    Messages,

    /// <summary>States, contacts and links of those of whom no message is left.</summary>
    Conversations,

    /// <summary>Calls with what was counted of them.</summary>
    Calls,

    /// <summary>Work for people.</summary>
    WorkItems,

    /// <summary>Messages to send that were settled.</summary>
    Outbox,

    /// <summary>What providers reported on messages.</summary>
    Reports,

    /// <summary>Entries of the ledger that is kept with the registry.</summary>
    RegistryAudit,

    /// <summary>Entries of the ledger that is kept with the data.</summary>
    DataAudit,
}

/// <summary>What one transaction removed.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Next">From where to go on; <c>null</c> when nothing of the kind is left.</param>
/// <param name="Forgotten">Whose conversations were forgotten.</param>
public sealed record ExpiredBatch(long Rows, string? Next, ImmutableArray<PeerKey> Forgotten);
