using System.Globalization;
using System.Text;

namespace Platform.Plans;

/// <summary>A statement as comma-separated values (RFC 4180), for machines: raw amounts, English names. Pure.</summary>
internal static class StatementCsv
{
    internal static byte[] Render(Statement statement)
    {
        var csv = new StringBuilder();
        Row(csv, "kind", "name", "amount", "limit", "unit", "at");
        Row(csv, "company", statement.Company, "", "", "", "");
        Row(csv, "period", statement.Period.ToString(), "", "", statement.TimeZone, "");
        foreach (var line in statement.Lines)
        {
            Row(csv, "usage", Name(line.Meter), Number(line.Used), line.Max is { } max ? Number(max) : "", Unit(line.Meter), "");
        }
        if (statement is { Plan: { } plan, Bill: { } bill })
        {
            Row(csv, "bill", $"{plan.Id} {plan.Version}", Number(bill.Amount), "", plan.Currency, Time(bill.DueAt));
            Row(csv, "paid", $"{plan.Id} {plan.Version}", Number(bill.Paid), "", plan.Currency, "");
        }
        foreach (var payment in statement.Payments)
        {
            Row(csv, "payment", $"{payment.Provider} {payment.ProviderId}", Number(payment.Amount), "", payment.Currency, Time(payment.PaidAt));
        }
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static string Name(Meter meter) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(meter.ToString());

    private static string Unit(Meter meter) => meter switch
    {
        Meter.CallSeconds => "seconds",
        Meter.StorageBytes => "bytes",
        Meter.ModelSpend => "minor-units",
        _ => "count",
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset value) => value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void Row(StringBuilder csv, params ReadOnlySpan<string> fields)
    {
        for (var i = 0; i < fields.Length; i++) { csv.Append(i == 0 ? "" : ",").Append(Field(fields[i])); }
        csv.Append("\r\n");
    }

    // A sheet would run what begins like a formula; names and references come from outside.
    private static string Field(string text)
    {
        var tame = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) && !long.TryParse(text, out _) ? $"'{text}" : text;
        return tame.AsSpan().ContainsAny(",\"\r\n") ? $"\"{tame.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : tame;
    }
}
