using Platform.Webhooks.Evolution;

namespace Platform.Tests.Webhooks;

/// <summary>What each fixture must be understood as, in words: kind, text, customer; or why it is ignored.</summary>
internal static class ExpectedOutcomes
{
    private const string Customer = "5511999990001 lid-100000000000001 → 5511999990001@s.whatsapp.net";

    internal static readonly IReadOnlyDictionary<string, string> ByFixture = new Dictionary<string, string>
    {
        ["call-offer"] = "ignored: call",
        ["call-terminate"] = "ignored: call",
        ["chats-delete"] = "ignored: chats",
        ["chats-update"] = "ignored: chats",
        ["chats-upsert"] = "ignored: chats",
        ["connection-update-close-logged-out"] = "connection: close 401",
        ["connection-update-connecting"] = "connection: connecting 200",
        ["connection-update-open"] = "connection: open 200",
        ["connection-update-refused"] = "connection: refused 428",
        ["contacts-update"] = "ignored: contacts",
        ["contacts-upsert-array"] = "ignored: contacts",
        ["group-participants-update"] = "ignored: group",
        ["instance-create"] = "ignored: instance-life-cycle",
        ["logout-instance"] = "ignored: instance-life-cycle",
        ["messages-delete"] = "ignored: delete",
        ["messages-edited"] = "ignored: edit",
        ["messages-set-history"] = "ignored: history",
        ["messages-update-delivery-ack"] = "status: 3EB0ECA16FCFF0E899AB38 Delivered",
        ["messages-update-error"] = "status: 3EB0ECA16FCFF0E899AB38 Failed",
        ["messages-update-played"] = "status: 3EB0ECA16FCFF0E899AB38 Played",
        ["messages-update-server-ack"] = "status: 3EB0ECA16FCFF0E899AB38 Sent",
        ["presence-update"] = "ignored: presence",
        ["qrcode-updated"] = "ignored: qr-code",
        ["qrcode-updated-pairing-code"] = "ignored: qr-code",
        ["remove-instance"] = "ignored: instance-life-cycle",
        ["send-message"] = "ignored: own-echo",
        ["upsert-audio-ptt"] = $"message: Audio '' by Cliente Exemplo from {Customer}",
        ["upsert-audio-ptt-base64"] = $"message: Audio '' by Cliente Exemplo from {Customer}",
        ["upsert-buttons-response"] = $"message: Choice 'Confirmar' [confirmar] by Cliente Exemplo from {Customer}",
        ["upsert-contact"] = $"message: Contact 'Maria Exemplo' by Cliente Exemplo from {Customer}",
        ["upsert-from-me-phone"] = $"person: Text 'Oi, aqui é a recepção, já te respondo' to {Customer}",
        ["upsert-group-message"] = "ignored: group",
        ["upsert-image-caption-s3"] = $"message: Image 'Segue o comprovante' by Cliente Exemplo from {Customer}",
        ["upsert-list-response"] = $"message: Choice 'Limpeza' [svc_limpeza] by Cliente Exemplo from {Customer}",
        ["upsert-location"] =
            "message: Location 'Avenida Exemplo · Av. Exemplo, 1000 - São Paulo · -23.561414, -46.655881' "
            + $"by Cliente Exemplo from {Customer}",
        ["upsert-reaction"] = $"message: Reaction '👍' by Cliente Exemplo from {Customer}",
        ["upsert-status-broadcast"] = "ignored: status-broadcast",
        ["upsert-template-button-reply"] = $"message: Choice 'Confirmar' [confirmar] by Cliente Exemplo from {Customer}",
        ["upsert-text-br-jid-without-ninth-digit"] =
            "message: Text 'Oi, sou de BH' by Cliente BH from 5531988880002 lid-100000000000002 → 553188880002@s.whatsapp.net",
        ["upsert-text-conversation"] = $"message: Text 'Oi, quero agendar uma consulta' by Cliente Exemplo from {Customer}",
        ["upsert-text-extended-quoted"] =
            $"message: Text 'Pode ser esse horário mesmo https://agenda.example.com/x' by Cliente Exemplo from {Customer}",
        ["upsert-text-lid-only"] = "message: Text 'Olá' from lid-100000000000001 → 100000000000001@lid",
        ["upsert-text-lid-v2.3.6"] = $"message: Text 'Bom dia' by Cliente Exemplo from {Customer}",
        ["upsert-text-lid-v2.3.7"] = "message: Text 'Bom dia' by Cliente Exemplo from 5511999990001 → 5511999990001@s.whatsapp.net",
        ["upsert-text-senderpn-v2.3.1"] = $"message: Text 'Bom dia' by Cliente Exemplo from {Customer}",
    };

    internal static string Describe(EvolutionEvent outcome) => outcome switch
    {
        EvolutionEvent.Message(var from, _, var name, _, var content) =>
            $"message: {content.Kind} '{content.Text}'{Part(" [{0}]", content.ChoiceId)}{Part(" by {0}", name)} from {Describe(from)}",
        EvolutionEvent.FromPerson(var to, _, _, var content) => $"person: {content.Kind} '{content.Text}' to {Describe(to)}",
        EvolutionEvent.Statuses(var reports) => "status: " + string.Join(", ", reports.Select(report => $"{report.Id} {report.Status}")),
        EvolutionEvent.Connection(var state, var reason) => $"connection: {state} {reason}",
        EvolutionEvent.Ignored(var reason) => $"ignored: {reason}",
        EvolutionEvent.Malformed(var reason) => $"malformed: {reason}",
        _ => throw new InvalidOperationException($"Outcome {outcome.GetType().Name} is not handled."),
    };

    private static string Part(string form, string? value) => value is null ? "" : form.Replace("{0}", value, StringComparison.Ordinal);

    private static string Describe(CustomerAddress customer) =>
        string.Join(' ', new[] { customer.Number?.Digits, customer.Lid?.Text, "→", customer.ReplyTo }.OfType<string>());
}
