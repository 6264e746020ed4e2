using Platform.Calls;

namespace Platform.FreeSwitch;

/// <summary>What callers hear when the conversation itself cannot answer.</summary>
/// <param name="Locale">The language.</param>
/// <param name="Transferring">Before a transfer.</param>
/// <param name="Sorry">Before hanging up.</param>
/// <param name="NotInService">To a caller of a number that leads nowhere, or to a company that is not served.</param>
internal sealed record PhoneTexts(string Locale, string Transferring, string Sorry, string NotInService)
{
    private static readonly PhoneTexts Portuguese = new(
        "pt-BR",
        "Um momento, por favor. Vou transferir a sua ligação.",
        "Desculpe, não conseguimos atender agora. Por favor, ligue novamente em alguns minutos.",
        "Este número não está atendendo no momento. Por favor, tente mais tarde.");

    private static readonly PhoneTexts English = new(
        "en",
        "One moment, please. I am transferring your call.",
        "Sorry, we cannot take your call right now. Please call again in a few minutes.",
        "This number is not in service at the moment. Please try again later.");

    private static readonly PhoneTexts Spanish = new(
        "es",
        "Un momento, por favor. Voy a transferir su llamada.",
        "Lo sentimos, no podemos atenderle ahora. Por favor, llame de nuevo en unos minutos.",
        "Este número no está atendiendo en este momento. Por favor, inténtelo más tarde.");

    /// <summary>The texts of a language; Portuguese for a language that has none.</summary>
    internal static PhoneTexts Of(string locale) => locale switch
    {
        ['e', 'n', ..] => English,
        ['e', 's', ..] => Spanish,
        _ => Portuguese,
    };

    /// <summary>To a person, where there is one; otherwise a polite end.</summary>
    internal CallReply Emergency(string? operatorExtension) => operatorExtension is { Length: > 0 } extension
        ? new(Transferring, Locale, new CallAction.Transfer(extension))
        : new(Sorry, Locale, new CallAction.HangUp());

    /// <summary>The end of a call that nobody here may answer.</summary>
    internal CallReply Refusal() => new(NotInService, Locale, new CallAction.HangUp());
}
