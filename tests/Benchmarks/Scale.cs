namespace Platform.Benchmarks;

/// <summary>How long and how large the benchmarks are.</summary>
/// <param name="Rounds">How often ours and the reference take turns; medians are reported.</param>
/// <param name="WarmUp">Requests before anything is measured: until the compiler is done.</param>
/// <param name="Seconds">Length of one measurement.</param>
/// <param name="Conversations">Stored conversations of the large store.</param>
/// <param name="Tenants">Stored tenants of the large store.</param>
/// <param name="LongTranscripts">Conversations with long transcripts.</param>
/// <param name="IdleConversations">Conversations held in memory.</param>
/// <param name="GrowsPostgres">Whether growth is measured on PostgreSQL too.</param>
/// <param name="CompaniesTakenIn">Companies that are taken in through the API.</param>
/// <param name="DedicatedCompanies">Companies with a database of their own.</param>
internal sealed record Scale(
    int Rounds, int WarmUp, double Seconds, int Conversations, int Tenants, int LongTranscripts, int IdleConversations, bool GrowsPostgres,
    int CompaniesTakenIn, int DedicatedCompanies)
{
    /// <summary>For people: some minutes.</summary>
    public static Scale Full { get; } = new(5, 100_000, 4, 1_000_000, 100_000, 60, 50_000, GrowsPostgres: true, 10_000, 200);

    /// <summary>For CI: shows that everything runs, not how fast.</summary>
    public static Scale Short { get; } = new(1, 15_000, 2, 20_000, 2_000, 10, 10_000, GrowsPostgres: false, 40, 5);

    /// <summary>Connections that send at once.</summary>
    public const int Connections = 64;
}
