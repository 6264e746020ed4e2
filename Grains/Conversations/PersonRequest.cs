using System.Text.Json;
using Platform.Dialogue;
using Platform.Identity;
using Platform.Turns;

namespace Platform.Conversations;

/// <summary>Work that waits for a person of the company: its title is in the company's language, the reason for programs in the details.</summary>
internal static class PersonRequest
{
    /// <summary>The reason where a limit of the plan stops the bot; the others are a <see cref="HandOver"/>'s.</summary>
    public const string PlanLimit = "plan-limit";

    /// <summary>The record of it.</summary>
    public static TurnRecord.WorkItem Of(PeerKey peer, string reason, string locale, Guid id, DateTimeOffset now)
    {
        var details = new Dictionary<string, string> { ["reason"] = reason };
        return new TurnRecord.WorkItem(
            id, peer, "person-requested", Title(reason, locale), JsonSerializer.Serialize(details, WorkItemJson.Default.DictionaryStringString),
            now.ToUniversalTime());
    }

    private static string Title(string reason, string locale) => (reason, Locales.Nearest(locale, Locales.Portuguese)) switch
    {
        ("not-understood", Locales.English) => "Talk to the customer: the bot did not understand",
        ("not-understood", Locales.Spanish) => "Atender al cliente: el bot no entendió",
        ("not-understood", _) => "Falar com o cliente: o robô não entendeu",
        ("failed", Locales.English) => "Talk to the customer: the request could not be recorded",
        ("failed", Locales.Spanish) => "Atender al cliente: no se pudo registrar la solicitud",
        ("failed", _) => "Falar com o cliente: o pedido não pôde ser registrado",
        (PlanLimit, Locales.English) => "Answer the customer: a limit of the plan was reached",
        (PlanLimit, Locales.Spanish) => "Responder al cliente: se alcanzó un límite del plan",
        (PlanLimit, _) => "Responder ao cliente: um limite do plano foi atingido",
        (_, Locales.English) => "The customer asks for a person",
        (_, Locales.Spanish) => "El cliente pide hablar con una persona",
        _ => "O cliente pede para falar com uma pessoa",
    };
}
