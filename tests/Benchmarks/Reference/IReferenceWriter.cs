using Platform.Plans;

namespace Platform.Benchmarks.Reference;

/// <summary>Inserts the rows of turns in batches and nothing else: whatever waits becomes one transaction.</summary>
internal interface IReferenceWriter : IAsyncDisposable
{
    /// <summary>Inserts the rows; complete when they are durable.</summary>
    Task Insert(ReferenceTurn turn);
}

/// <summary>What a turn leaves behind: the customer's message, the reply, its outbox row, the state, the contact and what is counted.</summary>
internal sealed record ReferenceTurn(
    string Instance, string Peer, string ReplyTo, string MessageId, string Name, string Text, DateTimeOffset SentAt, DateTimeOffset ReceivedAt)
{
    // Of the size that the product's own have with the benchmark's messages.
    private const string StateText = """
        {"Sequence":12,"ContactName":"Cliente Exemplo","ReplyTo":{"Channel":"evolution:DrMarco","To":"5511980000000@s.whatsapp.net"},"Adopted":[]}
        """;

    /// <summary>What is replied.</summary>
    public const string Reply =
        "Atendemos de segunda a sexta das 8h às 12h e das 13h30 às 18h, e aos sábados das 8h às 12h. Posso ajudar em algo mais?";

    /// <summary>The state.</summary>
    public static byte[] State { get; } = System.Text.Encoding.UTF8.GetBytes(StateText);

    /// <summary>What a batch's turns add to the counters, a row each.</summary>
    public static List<(Guid Tenant, int Period, short Meter, long Amount)> Usage(List<ReferenceTurn> turns)
    {
        List<(Guid, int, short, long)> used = [];
        foreach (var tenant in turns.GroupBy(turn => turn.Tenant))
        {
            var said = tenant.Sum(turn => (long)System.Text.Encoding.UTF8.GetByteCount(turn.Text) + Reply.Length);
            used.Add((tenant.Key, BillingPeriod.Of(turns[0].ReceivedAt, TimeZoneInfo.Utc).Number, (short)Meter.Messages, 2L * tenant.Count()));
            used.Add((tenant.Key, BillingPeriod.AllTime.Number, (short)Meter.StorageBytes, said));
        }
        return used;
    }

    /// <summary>When it is done, for the one who waits.</summary>
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The tenant.</summary>
    public Guid Tenant { get; } = Demo.DemoCompany.All.First(company => company.Instance == Instance).Profile.Id.Value;

    /// <summary>The channel.</summary>
    public string Channel => $"evolution:{Instance}";
}
