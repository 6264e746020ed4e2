using System.Data.Common;
using System.Globalization;

namespace Platform.Tests.Harness;

/// <summary>Every row of every table as text, so that a test can say that nothing at all changed.</summary>
internal static class StoredEverything
{
    // The audit is there to grow, and the steps of the schema are nobody's.
    private static bool Counts(string table) =>
        !table.Contains("audit", StringComparison.Ordinal) && table != "schema_migrations";

    extension(TestDatabase database)
    {
        /// <summary>Table by table, row by row, in a stable order.</summary>
        internal async Task<IReadOnlyList<string>> Everything()
        {
            List<string> all = [];
            foreach (var table in (await database.Query(database.TablesSql, row => row.GetString(0))).Where(Counts))
            {
                all.AddRange(await database.Query($"SELECT * FROM {table}", row => $"{table}: {Text(row)}"));
            }
            return [.. all.Order(StringComparer.Ordinal)];
        }
    }

    private static string Text(DbDataReader row) => string.Join(" | ", Enumerable.Range(0, row.FieldCount).Select(column => Text(row.GetValue(column))));

    private static string Text(object value) => value switch
    {
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
