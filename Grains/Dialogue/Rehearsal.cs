using Platform.Bots;
using Platform.Tenancy;

namespace Platform.Dialogue;

/// <summary>
/// Plays through every bot once, for nobody, when a process starts: the first caller does not wait while code is compiled and patterns are
/// built. Pure, and leaves nothing behind.
/// </summary>
public static class Rehearsal
{
    private static readonly string[] Locales = ["pt-BR", "en", "es"];

    // What customers say most, and what touches every kind of slot.
    private static readonly DialogueInput[] Script =
    [
        new DialogueInput.Started(),
        new DialogueInput.Text("oi, bom dia"),
        new DialogueInput.Digit("1"),
        new DialogueInput.Text("quero marcar um horário amanhã às 10"),
        new DialogueInput.Text("Ana Souza"),
        new DialogueInput.Silence(),
        new DialogueInput.Invalid(),
        new DialogueInput.Text("qual o horário de funcionamento?"),
        new DialogueInput.Text("falar com atendente"),
    ];

    /// <summary>Plays; gives how many prompts were said.</summary>
    public static int Play(BotLibrary bots, DateTimeOffset now) =>
        (from bot in bots.All from locale in Locales from medium in Enum.GetValues<Medium>() select Play(bot, Context(medium, locale, now))).Sum();

    private static int Play(BotDefinition bot, DialogueContext context)
    {
        DialogueSession? session = null;
        var said = 0;
        foreach (var input in Script)
        {
            var turn = DialogueEngine.Continue(bot, session, input, context, RulesUnderstanding.Instance);
            said += context.Medium == Medium.Telephone
                ? TelephoneRenderer.Render(turn.Say).Text.Length > 0 ? 1 : 0
                : WhatsAppRenderer.Render(turn.Say).Length;

            // A function that a step calls is nobody's to run here: the next line begins anew.
            session = turn.Call is null ? turn.Next : null;
        }
        return said;
    }

    private static DialogueContext Context(Medium medium, string locale, DateTimeOffset now) => new(
        medium, "Ensaio", ContactName: null, locale, now, BusinessHours.Unknown, [], Address: null, TransferAvailable: true);
}
