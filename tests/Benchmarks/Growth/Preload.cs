using System.Globalization;
using Platform.Benchmarks.Hosts;
using Platform.Benchmarks.Load;
using Platform.Benchmarks.Reference;
using Platform.Demo;

namespace Platform.Benchmarks.Growth;

/// <summary>Fills a database with what years of use would leave, by SQL.</summary>
internal static class Preload
{
    // One line a minute, ending before today.
    private const long MicrosApart = 60_000_000;

    private static readonly string State = System.Text.Encoding.UTF8.GetString(ReferenceTurn.State);

    /// <summary>Conversations with the first company: state and contact, and a few lines each.</summary>
    public static async Task Conversations(PlatformHost host, NumberRange peers, int linesEach)
    {
        var (database, tenant, channel) = (host.Database, DemoCompany.All[0].Profile.Id.Value, $"evolution:{DemoCompany.All[0].Instance}");
        var id = database.Literal(tenant);
        var start = DateTimeOffset.UtcNow.AddDays(-30).ToUnixTimeMilliseconds() * 1_000;
        var at = $"{Text(start)} + CAST(line AS bigint) * {Text(MicrosApart)}";
        var peer = $"CAST({Text(peers.First)} + {Text(peers.Distance)} * CAST(i AS bigint) AS text)";
        await database.Execute($"""
            INSERT INTO {host.Schema}grain_states (tenant_id, grain_type, grain_key, version, state)
            SELECT {id}, 'conversation', {peer}, 1, {database.State(State)} FROM {database.Numbers(peers.Count)}
            """);
        await database.Execute($"""
            INSERT INTO {host.Schema}contacts (tenant_id, peer_key, name, last_channel, last_seen_at)
            SELECT {id}, {peer}, 'Cliente Exemplo', '{channel}', {database.Time(Text(start))} FROM {database.Numbers(peers.Count)}
            """);
        await database.Execute($"""
            INSERT INTO {host.Schema}messages (tenant_id, peer_key, position, message_id, channel_id, direction, provider_message_id,
                                               kind, text, sent_at, received_at, status)
            SELECT {id}, {peer}, {at}, {database.NewId}, '{channel}', line % 2,
                   'OLD{Text(peers.First)}-' || CAST(i AS text) || 'x' || CAST(line AS text), 0,
                   'Qual o horário de funcionamento?', {database.Time(at)}, {database.Time(at)}, 0
            FROM (SELECT i FROM {database.Numbers(peers.Count)}) AS peers
            CROSS JOIN (SELECT i AS line FROM {database.Numbers(linesEach)}) AS lines
            """);
    }

    /// <summary>Companies that are there and do nothing.</summary>
    public static async Task Tenants(PlatformHost host, int count)
    {
        var database = host.Database;
        var name = "'company-' || CAST(i AS text)";
        await database.Execute($"""
            INSERT INTO {host.Schema}tenants (tenant_id, slug, name, status)
            SELECT {database.NewId}, {name}, {name}, 0 FROM {database.Numbers(count)}
            """);
        await database.Execute($"""
            INSERT INTO {host.Schema}grain_states (tenant_id, grain_type, grain_key, version, state)
            SELECT tenant_id, 'tenant', '', 1, {database.State("{}")} FROM {host.Schema}tenants WHERE slug LIKE 'company-%'
            """);
        await database.Execute($"""
            INSERT INTO {host.Schema}grain_storage (state_name, grain_id, version, state)
            SELECT 'route', 'route/evolution:' || {name}, 1, {database.State("{}")} FROM {database.Numbers(count)}
            """);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
