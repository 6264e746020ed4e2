namespace Platform.Audit;

/// <summary>Takes the audit entries of the front, which has no database (key: 0).</summary>
[Alias("audit")]
public interface IAuditGrain : IGrainWithIntegerKey
{
    /// <summary>Appends an entry; the answer means that it is durable.</summary>
    [Alias("append")]
    Task Append(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Appends a refusal, or only counts it when there are many.</summary>
    [Alias("append-refusal")]
    Task AppendRefusal(AuditEntry entry, CancellationToken cancellationToken);
}
