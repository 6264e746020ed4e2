using System.Globalization;
using System.Net;
using System.Text;

namespace Platform.Plans;

/// <summary>A statement as a page made to be printed, in the company's language. Pure.</summary>
internal static class StatementHtml
{
    private const string Style = """
        body { font: 11pt sans-serif; margin: 2cm; color: #111; } h1 { font-size: 18pt; } h2 { font-size: 13pt; margin-top: 1.5em; }
        table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3em .5em; border-bottom: 1px solid #bbb; }
        td.number, th.number { text-align: right; } @media print { body { margin: 0; } }
        """;

    internal static string Render(Statement statement)
    {
        var words = StatementWords.Of(statement.Locale);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(statement.TimeZone);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"{E(words.Language)}\"><head><meta charset=\"utf-8\">");
        page.Append(CultureInfo.InvariantCulture, $"<title>{E(words.Title)} {statement.Period} – {E(statement.Company)}</title>");
        page.Append(CultureInfo.InvariantCulture, $"<style>{Style}</style></head>\n<body><h1>{E(statement.Company)}</h1>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p>{E(words.Title)} {statement.Period}{(statement.IsFinal ? "" : $" ({E(words.SoFar)})")}</p>\n");
        AddUsage(page, statement, words);
        if (statement is { Plan: { } plan, Bill: { } bill }) { AddBill(page, plan, bill, words, zone); }
        if (statement.Payments.Length > 0) { AddPayments(page, statement, words, zone); }
        return page.Append("</body></html>\n").ToString();
    }

    private static void AddUsage(StringBuilder page, Statement statement, StatementWords words)
    {
        Table(page, words.Usage, words.Meter, words.Used, words.Limit);
        foreach (var line in statement.Lines)
        {
            var currency = statement.Plan?.Currency ?? "";
            var limit = line.Max is { } max ? words.Amount(line.Meter, max, currency) : "–";
            Row(page, words.Name(line.Meter), words.Amount(line.Meter, line.Used, currency), limit);
        }
        page.Append("</table>\n");
    }

    private static void AddBill(StringBuilder page, Plan plan, BilledMonth bill, StatementWords words, TimeZoneInfo zone)
    {
        Table(page, words.Bill, words.Plan, words.Price, words.Due);
        Row(page, $"{plan.NameIn(words.Language)} ({plan.Id} {plan.Version})", words.Money(bill.Amount, plan.Currency), Day(bill.DueAt, zone));
        Row(page, words.Paid, words.Money(bill.Paid, plan.Currency), "");
        Row(page, words.Open, words.Money(bill.Open, plan.Currency), "");
        page.Append("</table>\n");
    }

    private static void AddPayments(StringBuilder page, Statement statement, StatementWords words, TimeZoneInfo zone)
    {
        Table(page, words.Payments, words.Reference, words.Price, words.Date);
        foreach (var payment in statement.Payments)
        {
            Row(page, $"{payment.Provider} {payment.ProviderId}", words.Money(payment.Amount, payment.Currency), Day(payment.PaidAt, zone));
        }
        page.Append("</table>\n");
    }

    private static void Table(StringBuilder page, string title, string first, string second, string third) => page.Append(
        CultureInfo.InvariantCulture,
        $"<h2>{E(title)}</h2>\n<table><tr><th>{E(first)}</th><th class=\"number\">{E(second)}</th><th class=\"number\">{E(third)}</th></tr>\n");

    private static void Row(StringBuilder page, string first, string second, string third) => page.Append(
        CultureInfo.InvariantCulture,
        $"<tr><td>{E(first)}</td><td class=\"number\">{E(second)}</td><td class=\"number\">{E(third)}</td></tr>\n");

    private static string Day(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
