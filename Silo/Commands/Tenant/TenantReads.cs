using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Platform.Commands.Tenant;

/// <summary><c>tenant list</c> and <c>tenant show</c>.</summary>
internal static class TenantReads
{
    private const int PageSize = 200;

    internal static Command List() => OperatorAccess.As("list", "List the companies.", [], async (_, client, cancellationToken) =>
    {
        var table = TenantScreen.Table("slug", "name", "status", "id");
        string? after = "";
        while (after is not null)
        {
            var page = await client.Call(
                HttpMethod.Get, $"api/admin/tenants?limit={PageSize}&after={Uri.EscapeDataString(after)}", null, cancellationToken);
            foreach (var row in page["tenants"]!.AsArray())
            {
                table.AddRow(TenantScreen.Cells(row!["slug"], row["name"], row["status"], row["id"]));
            }
            after = page["after"]?.GetValue<string>();
        }
        TenantScreen.Console.Write(table);
    });

    internal static Command Show() => OperatorAccess.As(
        "show", "Show a company and where it stands.", [OperatorAccess.Tenant], async (parse, client, cancellationToken) =>
        {
            var id = await client.Find(parse.GetValue(OperatorAccess.Tenant)!, cancellationToken);
            TenantScreen.Show(await client.Call(HttpMethod.Get, $"api/admin/tenants/{id}", null, cancellationToken));
        });
}

/// <summary>How companies are shown in the terminal.</summary>
internal static class TenantScreen
{
    private static readonly string[] Company = ["slug", "name", "sector", "locale", "timeZone", "address"];
    private static readonly string[] Life = ["id", "status", "createdAt", "statusSince", "deletionDue"];

    // Another program that reads along wants neither colours nor broken lines.
    internal static IAnsiConsole Console { get; } = System.Console.IsOutputRedirected ? Plain() : AnsiConsole.Console;

    internal static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumns(columns);
        return columns.All(string.IsNullOrEmpty) ? table.HideHeaders() : table;
    }

    internal static string[] Cells(params JsonNode?[] values) => [.. values.Select(value => Shown(value).EscapeMarkup())];

    internal static void Show(JsonObject tenant)
    {
        var table = Table("", "");
        foreach (var name in Company) { AddGiven(table, name, tenant["company"]?[name]); }
        foreach (var name in Life) { AddGiven(table, name, tenant[name]); }
        foreach (var suspension in tenant["suspensions"]!.AsArray()) { table.AddRow(Cells("suspended for", suspension!["reason"])); }
        foreach (var name in tenant["names"]!.AsArray()) { table.AddRow(Cells("reached by", name)); }
        foreach (var account in tenant["accountsLeft"]!.AsArray()) { table.AddRow(Cells("deletion waits for", account)); }
        Console.Write(table);
    }

    /// <summary>A moment as a person reads it; anything else as it is.</summary>
    internal static string Shown(JsonNode? value) =>
        value?.ToString() is { Length: >= 20 } text && text[10] == 'T'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)
            ? moment.ToString("u", CultureInfo.InvariantCulture)
            : value?.ToString() ?? "";

    private static void AddGiven(Table table, string name, JsonNode? value)
    {
        if (value is not null) { table.AddRow(Cells(name, value)); }
    }

    private static IAnsiConsole Plain()
    {
        var plain = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(System.Console.Out) });
        plain.Profile.Width = int.MaxValue;
        return plain;
    }
}
