using System.Collections.Immutable;
using System.Text;
using Platform.Plans;
using Platform.Tenancy;

namespace Platform.Tests.Plans;

public sealed class StatementTests
{
    private static readonly DateTimeOffset Due = new(2027, 4, 11, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void As_values_it_is_for_machines() => Assert.Equal(
        """"
        kind,name,amount,limit,unit,at
        company,"'=Clínica, ""A""",,,,
        period,2027-04,,,America/Sao_Paulo,
        usage,messages,1234567,10000,count,
        usage,call-seconds,90,,seconds,
        bill,basic 1,14900,,BRL,2027-04-11T03:00:00Z
        paid,basic 1,9900,,BRL,
        payment,bank p1,9900,,BRL,2027-04-11T03:00:00Z

        """".ReplaceLineEndings("\r\n"),
        Encoding.UTF8.GetString(StatementCsv.Render(Statement("pt-BR"))));

    [Theory]
    [InlineData("pt-BR", "Mensagens", "1.234.567", "1,5 min", "BRL 149,00", "Em aberto")]
    [InlineData("en", "Messages", "1,234,567", "1.5 min", "BRL 149.00", "Open")]
    [InlineData("es", "Mensajes", "1.234.567", "1,5 min", "BRL 149,00", "Pendiente")]
    public void As_a_page_it_is_in_the_companys_language(string locale, params string[] words)
    {
        var page = StatementHtml.Render(Statement(locale));

        Assert.All(words, word => Assert.Contains(word, System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_company_is_called_is_no_markup()
    {
        var page = StatementHtml.Render(Statement("en") with { Company = "<script>alert(1)</script>" });

        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Money_without_hundredths_is_written_without_them() =>
        Assert.Equal("CLP 14.900", StatementWords.Of("es").Money(14_900, "CLP"));

    private static Statement Statement(string locale) => new(
        new TenantId(Guid.Parse("5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0001")), "=Clínica, \"A\"", locale, "America/Sao_Paulo",
        BillingPeriod.Parse("2027-04"), IsFinal: true,
        new Plan(
            "basic", 1, ImmutableSortedDictionary<string, string>.Empty, 14_900, "BRL", 80, CallRounding.Minutes, new PaymentTerms(0, 10, 7), []),
        new BilledMonth(BillingPeriod.Parse("2027-04"), "basic", 1, 14_900, 9_900, Due),
        [
            new StatementLine(Meter.Messages, 1_234_567, 10_000, LimitAction.WarnOnly),
            new StatementLine(Meter.CallSeconds, 90, null, null),
        ],
        [new Payment("bank", "p1", 9_900, "BRL", Due)]);
}
