using Platform.Dialogue;
using Platform.Tenancy;

namespace Platform.Tests.Dialogue;

public sealed class OpeningTimesTests
{
    private static readonly BusinessHours _night = new(
        [new OpeningHours(DayOfWeek.Friday, new(20, 0), new(2, 0)), new OpeningHours(DayOfWeek.Sunday, new(0, 0), new(0, 0))],
        [new Holiday(new(2026, 12, 25), "Natal", []),
            new Holiday(new(2026, 12, 24), "Véspera de Natal", [new(DayOfWeek.Sunday, new(8, 0), new(12, 0))])]);

    [Theory]
    [InlineData("2026-08-24T08:00", true)]
    [InlineData("2026-08-24T07:59", false)]
    [InlineData("2026-08-24T12:00", false)]
    [InlineData("2026-08-24T13:30", true)]
    [InlineData("2026-08-24T18:00", false)]
    [InlineData("2026-08-29T11:59", true)]
    [InlineData("2026-08-30T10:00", false)]
    [InlineData("2026-09-07T10:00", false)]
    public void A_company_is_open_in_its_hours_and_not_on_its_holidays(string now, bool open) =>
        Assert.Equal(open, Samples.Hours.IsOpen(At(now)));

    [Theory]
    [InlineData("2026-08-28T23:59", true)]
    [InlineData("2026-08-29T01:59", true)]
    [InlineData("2026-08-29T02:00", false)]
    [InlineData("2026-08-30T00:00", true)]
    [InlineData("2026-08-30T23:59", true)]
    [InlineData("2026-08-31T00:00", false)]
    [InlineData("2026-12-24T09:00", true)]
    [InlineData("2026-12-24T13:00", false)]
    [InlineData("2026-12-25T21:00", false)]
    public void Hours_past_midnight_whole_days_and_short_holidays_are_kept(string now, bool open) =>
        Assert.Equal(open, _night.IsOpen(At(now)));

    [Theory]
    [InlineData("2026-08-24T10:00", "2026-08-24T13:30")]
    [InlineData("2026-08-24T12:30", "2026-08-24T13:30")]
    [InlineData("2026-08-24T19:00", "2026-08-25T08:00")]
    [InlineData("2026-08-29T12:00", "2026-08-31T08:00")]
    [InlineData("2026-09-05T13:00", "2026-09-08T08:00")]
    public void The_next_opening_skips_weekends_and_holidays(string now, string next) =>
        Assert.Equal(At(next), Samples.Hours.Next(At(now))!.Value.From);

    [Fact]
    public void A_company_that_told_no_hours_counts_as_open_and_has_no_next_opening()
    {
        Assert.True(BusinessHours.Unknown.IsOpen(At("2026-08-30T03:00")));
        Assert.Null(BusinessHours.Unknown.Next(At("2026-08-30T03:00")));
        Assert.True(new BusinessHours(default, default).IsOpen(At("2026-08-30T03:00")));
    }

    [Theory]
    [InlineData("pt-BR", "2026-08-24T10:00", "Estamos abertos agora, até as 12:00.")]
    [InlineData("pt-BR", "2026-08-24T19:00", "Agora estamos fechados. Abrimos amanhã, às 08:00.")]
    [InlineData("pt-BR", "2026-08-29T19:00", "Agora estamos fechados. Abrimos segunda-feira, 31/08, às 08:00.")]
    [InlineData("pt-BR", "2026-08-24T12:10", "Agora estamos fechados. Abrimos hoje, às 13:30.")]
    [InlineData("pt-BR", "2026-09-07T12:10", "Hoje estamos fechados (Independência do Brasil). Abrimos amanhã, às 08:00.")]
    [InlineData("en", "2026-08-24T19:00", "We are closed right now. We open tomorrow at 8 am.")]
    [InlineData("es", "2026-08-24T19:00", "Ahora estamos cerrados. Abrimos mañana, a las 08:00.")]
    public void The_hours_of_the_moment_are_told(string locale, string now, string told) =>
        Assert.Equal(told, HoursTexts.Now(Samples.Hours, At(now), locale));

    [Fact]
    public void Days_of_equal_hours_are_told_together_with_the_holidays_to_come()
    {
        Assert.Equal(
            "segunda a sexta: das 08:00 às 12:00 e das 13:30 às 18:00\nsábado: das 08:00 às 12:00",
            HoursTexts.Week(Samples.Hours, At("2026-08-10T10:00"), "pt-BR"));
        Assert.EndsWith(
            "\nMonday, September 7 (Independência do Brasil): closed",
            HoursTexts.Week(Samples.Hours, At("2026-09-01T10:00"), "en"), StringComparison.Ordinal);
    }

    private static DateTime At(string text) => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
