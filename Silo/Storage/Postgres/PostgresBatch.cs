using System.Security.Cryptography;
using Npgsql;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>The frequent writes of a transaction as rows, tenant by tenant, for one call of <c>write_batch</c>.</summary>
internal sealed class PostgresBatch
{
    private const string WriteSql = """
        SELECT outcomes, claimed, elsewhere FROM write_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    // More processes than this share slots, and then wait for each other a little where they write for one tenant.
    private const int SlotsCount = 16;

    private static readonly short Slot = (short)RandomNumberGenerator.GetInt32(SlotsCount);

    private readonly List<GroupRow> _groups = [];
    private readonly List<ClaimRow> _claims = [];
    private readonly List<SettlementRow> _settlements = [];
    private readonly List<CommitWrite> _turnWrites = [];
    private readonly List<ClaimWrite> _claimWrites = [];
    private readonly List<StoreWrite> _writes = [];
    private readonly PostgresTurnRows _turns = new();

    /// <summary>Whether nothing was added.</summary>
    public bool IsEmpty => _groups.Count == 0;

    /// <summary>Whether accepted turns need a second round trip for their rarer records.</summary>
    public bool HasRarerRecords => _turns.HasRarerRecords;

    /// <summary>Whether a turn may create the tenant that all rows refer to.</summary>
    public bool HasTenantEntry => _turns.HasTenantEntry;

    /// <summary>The turns that were not refused; known after <see cref="Read"/>.</summary>
    public IEnumerable<CommitWrite> Accepted => _turnWrites.Where(turn => turn.Result is CommitOutcome.Committed);

    /// <summary>Adds a turn; a tenant's writes come one after another.</summary>
    public void Add(CommitWrite write)
    {
        _turnWrites.Add(write);
        _turns.Add(Group(write), write);
    }

    /// <summary>Adds a claim; a tenant's writes come one after another.</summary>
    public void Add(ClaimWrite write)
    {
        Group(write).Claims++;
        _claimWrites.Add(write);
        _claims.Add(new(write.Item.Id, write.Item.Attempts, write.Sender, write.Now.ToUniversalTime()));
    }

    /// <summary>Adds a settlement; a tenant's writes come one after another.</summary>
    public void Add(SettleWrite write)
    {
        Group(write).Settlements++;
        _settlements.Add(write.Outcome switch
        {
            SendOutcome.Accepted(var id) =>
                new(write.MessageId, write.Sender, (short)OutboxStatus.Sent, id.Value, null, null, false, 0),
            SendOutcome.Failed(var reason) =>
                new(write.MessageId, write.Sender, (short)OutboxStatus.Failed, null, null, StoredText.Clean(reason), false, 0),
            SendOutcome.TryAgain(var notBefore, var reason, var uncertain, var doubts) => new(
                write.MessageId, write.Sender, (short)OutboxStatus.Queued, null, notBefore.ToUniversalTime(), StoredText.Clean(reason),
                uncertain, (short)doubts),
            _ => throw new InvalidOperationException($"Send outcome {write.Outcome.GetType().Name} is not handled."),
        });
    }

    /// <summary>
    /// The statement that writes all of it. With <paramref name="looks"/> it looks for duplicates before it writes; without, one that is there
    /// ends it in <see cref="PostgresFailures.IsDuplicateMessage"/>.
    /// </summary>
    public NpgsqlBatchCommand Statement(bool looks) =>
        _turns.AddTo(PostgresStatement.Of(WriteSql).With(_groups)).With(_claims).With(_settlements).With(_turns.Usage).With(Slot).With(looks);

    /// <summary>Reads what the statement answered.</summary>
    public void Read(NpgsqlDataReader reader)
    {
        reader.Read();
        var outcomes = reader.GetFieldValue<short[]>(0);
        var claimed = reader.GetFieldValue<Guid[]>(1);
        var elsewhere = reader.GetFieldValue<Guid[]>(2);
        for (var i = 0; i < outcomes.Length; i++) { _turnWrites[i].Result = Outcome(_turnWrites[i].Turn, outcomes[i]); }
        foreach (var claim in _claimWrites) { claim.Result = claimed.Contains(claim.Item.Id); }
        foreach (var write in _writes) { write.IsElsewhere = !write.IsRegistry && elsewhere.Contains(write.TenantKey); }
    }

    private GroupRow Group(StoreWrite write)
    {
        _writes.Add(write);
        if (_groups.Count == 0 || _groups[^1].TenantId != write.TenantKey || _groups[^1].IsRegistry != write.IsRegistry)
        {
            _groups.Add(new GroupRow { TenantId = write.TenantKey, IsRegistry = write.IsRegistry });
        }
        return _groups[^1];
    }

    private static CommitOutcome? Outcome(Turn turn, short outcome) => outcome switch
    {
        0 => new CommitOutcome.Committed(turn.State is { } state ? state.ExpectedVersion + 1 : 0),
        1 => new CommitOutcome.Duplicate(),
        2 => new CommitOutcome.VersionConflict(),
        3 => null,
        _ => throw new InvalidOperationException($"Outcome {outcome} is not handled."),
    };
}
