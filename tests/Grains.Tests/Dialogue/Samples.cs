using System.Collections.Immutable;
using System.Globalization;
using Platform.Bots;
using Platform.Dialogue;
using Platform.Tenancy;

namespace Platform.Tests.Dialogue;

/// <summary>Bots and moments that tests speak of.</summary>
internal static class Samples
{
    /// <summary>A Monday morning in São Paulo.</summary>
    public static DateTimeOffset Monday { get; } = At("2026-08-24T10:00:00-03:00");

    public static BotDefinition Clinic => SectorBots.Newest("clinics")!;

    /// <summary>Monday to Friday with a lunch break, Saturday morning; closed on 7 September.</summary>
    public static BusinessHours Hours { get; } = new(
        [
            .. new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday }.SelectMany(
                day => new[] { new OpeningHours(day, new(8, 0), new(12, 0)), new OpeningHours(day, new(13, 30), new(18, 0)) }),
            new OpeningHours(DayOfWeek.Saturday, new(8, 0), new(12, 0)),
        ],
        [new Holiday(new(2026, 9, 7), "Independência do Brasil", [])]);

    public static DialogueContext Context(
        Medium medium = Medium.WhatsApp, DateTimeOffset? now = null, string? contact = null, string locale = "pt-BR",
        bool transfer = true) => new(
        medium, "Clínica Dr. Marco", contact, locale, now ?? Monday, Hours,
        [new FaqEntry(["Vocês atendem convênio?", "Aceitam Unimed?"],
            "Sim! Atendemos Unimed, Bradesco Saúde e particular. Consulta: R$ 250,00.")],
        "Av. Paulista, 1000, sala 42", transfer);

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static FunctionOutcome Done { get; } = FunctionOutcome.Succeeded.Empty;
}
