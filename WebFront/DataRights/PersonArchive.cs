using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Platform.DataRights;

/// <summary>An export as a file: each table as JSON for programs, and one page for the person.</summary>
internal static class PersonArchive
{
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
        page.Append("<style>body{font:16px sans-serif}table{border-collapse:collapse}td,th{border:1px solid #999;padding:4px}</style>");
        page.Append("<h1>Dados pessoais · Personal data · Datos personales</h1>");
        var keys = string.Join(", ", export.Keys.Select(key => key.Text));
        page.Append(CultureInfo.InvariantCulture, $"<p>{export.At:u} · {Text(keys)}</p>");
        foreach (var table in export.Tables) { AddTable(page, table); }
        return page.ToString();
    }

    private static void AddTable(StringBuilder page, PersonalRows table)
    {
        using var rows = JsonDocument.Parse(table.RowsJson);
        if (rows.RootElement.GetArrayLength() == 0) { return; }

        page.Append("<h2>").Append(Text(table.Table)).Append("</h2><table><tr>");
        foreach (var column in rows.RootElement[0].EnumerateObject()) { page.Append("<th>").Append(Text(column.Name)); }
        foreach (var row in rows.RootElement.EnumerateArray())
        {
            page.Append("<tr>");
            foreach (var value in row.EnumerateObject()) { page.Append("<td>").Append(Text(value.Value.ToString())); }
        }
        page.Append("</table>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
