using Platform.Audit;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>A turn to commit.</summary>
internal sealed class CommitWrite : StoreWrite<CommitOutcome>
{
    // Row headers, keys and index entries of a typical row.
    private const int RowBytes = 200;

    private readonly long _firstPosition;

    public CommitWrite(Turn turn, PositionSource positions)
    {
        Check(turn);
        Turn = turn;
        _firstPosition = positions.Reserve(Math.Max(turn.Records.Length, 1));
        Bytes = Estimate(turn);
    }

    /// <summary>The turn.</summary>
    public Turn Turn { get; }

    public override Guid TenantKey => Turn.Tenant.Value;

    /// <summary>The ledger of the turn's audit entries: it is kept where the turn's state is.</summary>
    public AuditLedger Ledger => IsRegistry ? AuditLedger.Registry : AuditLedger.Data;

    public override bool IsRegistry => Turn.State is { Address.IsRegistry: true };

    public override int Bytes { get; }

    /// <summary>The transcript position of the turn's record at the index.</summary>
    public long PositionAt(int recordIndex) => _firstPosition + recordIndex;

    /// <summary>The transcript position of the turn's message with the id, if it has one.</summary>
    public long? PositionOf(Guid messageId)
    {
        for (var i = 0; i < Turn.Records.Length; i++)
        {
            if (Turn.Records[i] is TurnRecord.Message message && message.Id == messageId) { return PositionAt(i); }
        }
        return null;
    }

    public override void AddKeys(ICollection<WriteKey> keys)
    {
        var tenant = Turn.Tenant.Value;
        if (Turn.State is { } state) { keys.Add(new(tenant, 's', $"{state.Address.GrainType}/{state.Address.Key}")); }
        foreach (var record in Turn.Records)
        {
            switch (record)
            {
                case TurnRecord.Message { ProviderId: { } id } message:
                    keys.Add(new(tenant, (char)('0' + (int)message.Direction), $"{message.Channel.Value} {id.Value}"));
                    break;
                case TurnRecord.Contact contact:
                    keys.Add(new(tenant, 'c', contact.Peer.Text));
                    break;
            }
        }
        foreach (var message in Turn.Outbox) { keys.Add(new(tenant, 'o', "", message.Id)); }
    }

    private static void Check(Turn turn)
    {
        if (turn.State is { } state && state.Address.Tenant != turn.Tenant)
        {
            throw new ArgumentException("A turn's state belongs to the turn's tenant.", nameof(turn));
        }
        if (turn.State is null && !turn.Alarms.IsEmpty)
        {
            throw new ArgumentException("Alarms belong to a grain: a turn with alarms has a state.", nameof(turn));
        }
    }

    private static int Estimate(Turn turn)
    {
        var bytes = RowBytes * (1 + turn.Records.Length + turn.Outbox.Length + turn.Alarms.Length);
        bytes += turn.State?.Json.Length ?? 0;
        foreach (var record in turn.Records) { bytes += record is TurnRecord.Message message ? message.Text.Length : 0; }
        foreach (var message in turn.Outbox) { bytes += message.Text.Length; }
        return bytes;
    }
}
