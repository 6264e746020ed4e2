using Platform.Dialogue;

namespace Platform.Plans;

/// <summary>What customers are told where a limit stops the bot. They are not told why.</summary>
internal static class LimitTexts
{
    /// <summary>Written to who begins a conversation.</summary>
    public static string TurnedAway(string locale, string company) => Locales.Nearest(locale, Locales.Portuguese) switch
    {
        Locales.English =>
            $"Hello! {company} cannot answer new conversations here at the moment. We have kept your message and will get back to you.",
        Locales.Spanish =>
            $"¡Hola! En este momento {company} no puede atender nuevas conversaciones por aquí. Guardamos su mensaje y le responderemos.",
        _ => $"Olá! No momento {company} não consegue atender novas conversas por aqui. Guardamos a sua mensagem e retornaremos.",
    };

    /// <summary>Said to who calls, before the call is transferred.</summary>
    public static string Transferring(string locale) => Locales.Nearest(locale, Locales.Portuguese) switch
    {
        Locales.English => "One moment, please. I am transferring you.",
        Locales.Spanish => "Un momento, por favor. Le voy a transferir.",
        _ => "Um momento, por favor. Vou transferir a sua ligação.",
    };

    /// <summary>Said at the end of a call that went on and on.</summary>
    public static string CallTooLong(string locale, string company) => Locales.Nearest(locale, Locales.Portuguese) switch
    {
        Locales.English => $"We have to end this call here. If you need anything else, please call again. Thank you for calling {company}. Goodbye!",
        Locales.Spanish => $"Tenemos que terminar esta llamada. Si necesita algo más, llame de nuevo. Gracias por llamar a {company}. ¡Hasta pronto!",
        _ => $"Precisamos encerrar esta ligação. Se precisar de mais alguma coisa, ligue novamente. Obrigado por ligar para {company}. Até logo!",
    };

    /// <summary>Said to who calls when nobody can take the call.</summary>
    public static string NobodyThere(string locale, string company) => Locales.Nearest(locale, Locales.Portuguese) switch
    {
        Locales.English => $"{company} cannot take your call at the moment. Please try again later. Goodbye.",
        Locales.Spanish => $"En este momento {company} no puede atender su llamada. Por favor, intente más tarde. Hasta luego.",
        _ => $"No momento {company} não pode atender a sua ligação. Por favor, tente mais tarde. Até logo.",
    };
}
