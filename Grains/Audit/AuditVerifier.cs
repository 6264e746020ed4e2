using Platform.Tenancy;

namespace Platform.Audit;

/// <summary>Reads a whole ledger and says whether it stands as it was written.</summary>
public sealed class AuditVerifier(IAuditReader reader)
{
    // Enough to read quickly, little enough to hold.
    private const int PageMax = 1_000;

    /// <summary>
    /// Follows the chain from its beginning to the head kept beside it. Entries appended meanwhile are not judged.
    /// </summary>
    public async Task<LedgerVerdict> Verify(TenantId? tenant, AuditLedger ledger, CancellationToken cancellationToken)
    {
        if (await reader.ReadHead(tenant, ledger, cancellationToken) is not { } head)
        {
            var orphans = await reader.ReadLedger(tenant, ledger, 0, 1, cancellationToken);
            return new LedgerVerdict(tenant, ledger, 0, "", orphans.IsEmpty ? null : "the head is gone, entries are there");
        }
        var (sequence, hash) = (head.BaseSequence, head.BaseHash);
        while (sequence < head.Sequence)
        {
            var page = await reader.ReadLedger(tenant, ledger, sequence, PageMax, cancellationToken);
            if (page.IsEmpty) { return Broken(tenant, ledger, sequence, $"the entries from {sequence + 1} to {head.Sequence} are gone"); }
            foreach (var entry in page.TakeWhile(entry => entry.Sequence <= head.Sequence))
            {
                if (Fault(tenant, ledger, sequence, hash, entry) is { } fault) { return Broken(tenant, ledger, sequence, fault); }
                (sequence, hash) = (entry.Sequence, entry.Hash);
            }
        }
        var fits = hash.Span.SequenceEqual(head.Hash.Span);
        return new LedgerVerdict(tenant, ledger, sequence, Convert.ToHexStringLower(hash.Span), fits ? null : "the head is another entry's");
    }

    private static string? Fault(TenantId? tenant, AuditLedger ledger, long last, ReadOnlyMemory<byte> previous, ChainedEntry entry)
    {
        if (entry.Sequence != last + 1) { return $"the entries from {last + 1} to {entry.Sequence - 1} are gone"; }
        var expected = AuditForm.Hash(previous.Span, tenant, ledger, entry.Sequence, entry.Line);
        return entry.Hash.Span.SequenceEqual(expected) ? null : $"entry {entry.Sequence} is not what was written";
    }

    private static LedgerVerdict Broken(TenantId? tenant, AuditLedger ledger, long sequence, string fault) =>
        new(tenant, ledger, sequence, "", fault);
}
