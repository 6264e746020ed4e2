using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Platform.Tests.Storage;

/// <summary>Tables as text that is the same whatever the database.</summary>
internal static class TableText
{
    // Made by the adapter, not by the turn.
    private static readonly string[] Hidden = ["position", "applied_at", "slot"];

    public static async Task<IReadOnlyList<string>> Read(DbConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var columns = Enumerable.Range(0, reader.FieldCount)
            .Where(i => !Hidden.Contains(reader.GetName(i))).OrderBy(reader.GetName, StringComparer.Ordinal).ToArray();
        List<string> rows = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(string.Join(" | ", columns.Select(i => $"{reader.GetName(i)}={Text(reader.GetValue(i), reader.GetName(i))}")));
        }
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static string Text(object value, string column) => value switch
    {
        DBNull => "∅",
        bool flag => flag ? "1" : "0",
        DateTime time => Micros(new DateTimeOffset(time, TimeSpan.Zero)),
        TimeSpan span => ((long)span.TotalMicroseconds).ToString(CultureInfo.InvariantCulture),
        byte[] { Length: 16 } id when column != "state" => new Guid(id, bigEndian: true).ToString(),
        byte[] json => Encoding.UTF8.GetString(json),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Micros(DateTimeOffset time) =>
        ((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);
}
