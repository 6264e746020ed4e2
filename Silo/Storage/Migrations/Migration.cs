using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Platform.Storage;

/// <summary>One step of a schema: an embedded file such as <c>0001_turn_store.sql</c>.</summary>
/// <param name="Number">Its place, from 1 without gaps.</param>
/// <param name="Name">Its file name.</param>
/// <param name="Sql">Its statements.</param>
internal sealed partial record Migration(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the statements: an applied file must never change.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>The steps of a dialect, in order.</summary>
    /// <param name="dialect">The folder's name: <c>Sqlite</c> or <c>Postgres</c>.</param>
    public static IReadOnlyList<Migration> Of(string dialect)
    {
        var assembly = typeof(Migration).Assembly;
        var found = assembly.GetManifestResourceNames()
            .Select(resource => (resource, match: FileName().Match(resource)))
            .Where(file => file.match.Success && file.match.Groups["dialect"].Value == dialect)
            .Select(file => Read(assembly, file.resource, file.match))
            .OrderBy(migration => migration.Number)
            .ToArray();
        for (var i = 0; i < found.Length; i++)
        {
            if (found[i].Number != i + 1) { throw new InvalidOperationException($"{found[i].Name} does not follow the step before it."); }
        }
        return found;
    }

    private static Migration Read(Assembly assembly, string resource, Match match)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        var number = int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        return new Migration(number, match.Groups["name"].Value, reader.ReadToEnd().ReplaceLineEndings("\n"));
    }

    [GeneratedRegex(@"\.(?<dialect>Sqlite|Postgres)\.Migrations\.(?<name>(?<number>[0-9]{4})_[a-z0-9_]+\.sql)\z")]
    private static partial Regex FileName();
}
