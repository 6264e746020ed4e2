using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Platform.DataRights;

/// <summary>An export as a file: each table as JSON for programs, and one page for the person.</summary>
internal static class PersonArchive
{
    private const string Style =
        "body{font:15px/1.4 sans-serif;margin:2em;color:#17212b}table{border-collapse:collapse;width:100%}"
        + "td,th{border:1px solid #bbb;padding:4px 6px;text-align:left;vertical-align:top;overflow-wrap:anywhere}";

    /// <summary>What a person looks for comes first; how the platform remembers it comes after.</summary>
    private static readonly string[] First = ["messages", "calls", "work_items", "contacts"];

    internal static byte[] Of(PersonExport export)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var table in export.Tables) { Add(archive, $"{table.Table}.json", table.RowsJson); }
            Add(archive, "index.html", Page(export));
        }
        return file.ToArray();
    }

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }

    private static string Page(PersonExport export)
    {
        var page = new StringBuilder("<!doctype html><meta charset=\"utf-8\"><title>Dados pessoais · Personal data · Datos personales</title>");
        page.Append("<style>").Append(Style).Append("</style>");
        page.Append("<h1>Dados pessoais · Personal data · Datos personales</h1>");
        var keys = string.Join(", ", export.Keys.Select(key => key.Text));
        page.Append(CultureInfo.InvariantCulture, $"<p>{export.At:u} · {Text(keys)}</p>");
        foreach (var table in export.Tables.OrderByDescending(table => Array.IndexOf(First, table.Table) >= 0)) { AddTable(page, table); }
        return page.ToString();
    }

    private static void AddTable(StringBuilder page, PersonalRows table)
    {
        using var rows = JsonDocument.Parse(table.RowsJson);
        if (rows.RootElement.GetArrayLength() == 0) { return; }

        page.Append("<h2>").Append(Text(table.Table)).Append("</h2><table><tr>");
        foreach (var column in rows.RootElement[0].EnumerateObject().Where(IsThePerson)) { page.Append("<th>").Append(Text(column.Name)); }
        foreach (var row in rows.RootElement.EnumerateArray())
        {
            page.Append("<tr>");
            foreach (var value in row.EnumerateObject().Where(IsThePerson)) { page.Append("<td>").Append(Text(value.Value.ToString())); }
        }
        page.Append("</table>");
    }

    // The company's own id is the same in every row, and tells the person nothing.
    private static bool IsThePerson(JsonProperty column) => column.Name != "tenant_id";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
