namespace Platform.Audit;

/// <summary>What must be provable later and is not part of a turn: refusals, cross-tenant attempts, exports, unknown names.</summary>
public interface IAuditLog
{
    /// <summary>Appends an entry. Entries of a tenant are the tenant's; without one they are the operator's.</summary>
    Task Append(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>
    /// Appends a refusal, unless there were so many in this minute that it is only counted: what strangers do must not fill the database.
    /// </summary>
    Task AppendRefusal(AuditEntry entry, CancellationToken cancellationToken);
}
