using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Tenancy;

namespace Platform.Audit;

/// <summary>Writes entries as a file, page by page as they are read, newest first. That it was done is itself audited, beforehand.</summary>
internal static class AuditExport
{
    internal const string JsonLinesType = "application/x-ndjson";
    internal const string CsvType = "text/csv";

    private const int PageEntries = 1_000;

    // A page more than any retention keeps; an export that has not ended by then asks for a shorter time.
    private const int PagesMax = 10_000;

    private static readonly string[] Columns = ["id", "at", "action", "actor", "address", "detail", "before", "after"];

    internal static async Task<Results<EmptyHttpResult, ProblemHttpResult>> Write(
        AuditSource source, IGrainFactory grains, TenantId? tenant, AuditQuery query, string? format, HttpContext context)
    {
        if (format is not (null or "json-lines" or "csv"))
        {
            return TypedResults.Problem(title: "The format is json-lines or csv.", statusCode: StatusCodes.Status400BadRequest);
        }
        var stop = context.RequestAborted;
        var actor = Actor.Current;
        var entry = new AuditEntry(tenant, "audit-exported", actor.Name, query.Describe(), actor.Address);
        await grains.Audit().Append(entry, stop);

        var csv = format == "csv";
        context.Response.ContentType = csv ? $"{CsvType}; charset=utf-8" : JsonLinesType;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"audit.{(csv ? "csv" : "jsonl")}\"";
        var writer = context.Response.BodyWriter;
        if (csv) { await context.Response.WriteAsync($"{string.Join(',', Columns)}\r\n", stop); }
        AuditCursor? before = null;
        for (var pages = 0; pages < PagesMax; pages++)
        {
            var page = await source(query.ToFilter(), before, PageEntries, stop);
            foreach (var line in page.Entries) { writer.Write(csv ? CsvLine(line) : JsonLine(line)); }
            await writer.FlushAsync(stop);
            if (page.Next is not { } next || !AuditCursor.TryParse(next, out var cursor)) { break; }
            before = cursor;
        }
        return TypedResults.Empty;
    }

    private static byte[] JsonLine(AuditLine line) => [.. JsonSerializer.SerializeToUtf8Bytes(line, JsonSerializerOptions.Web), (byte)'\n'];

    private static byte[] CsvLine(AuditLine line) => Encoding.UTF8.GetBytes(string.Join(',',
    [
        line.Id.ToString("D"), line.At.ToString("O", CultureInfo.InvariantCulture), Quoted(line.Action), Quoted(line.Actor),
        Quoted(line.Address), Quoted(line.Detail), Quoted(line.Before), Quoted(line.After),
    ]) + "\r\n");

    // RFC 4180; a spreadsheet must not take what a stranger wrote for a formula.
    private static string Quoted(string? text)
    {
        var safe = text is { Length: > 0 } && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;
        return $"\"{safe?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
