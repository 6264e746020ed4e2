using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Platform.StandIn.Chats;
using Platform.StandIn.Instances;
using Platform.StandIn.Webhooks;

namespace Platform.StandIn;

/// <summary>WhatsApp behind the gateway: carries messages between companies and customers and reports how far they got.</summary>
internal sealed class WhatsAppNetwork(StandInOptions options, Background background, WebhookSender webhooks, TimeProvider clock)
{
    /// <summary>The server's own address, as events name it.</summary>
    internal string ServerUrl { get; set; } = "";

    /// <summary>A company sends through the API. Gives the answer's body.</summary>
    internal JsonObject Send(Instance instance, string to, string text)
    {
        var chat = instance.ChatWith(to);
        var id = "3EB0" + RandomNumberGenerator.GetHexString(18);
        chat.Add(id, Author.Company, text, Ticks.Pending);
        Post(instance, "send.message", Payloads.Sent(instance, chat.Jid, id, text, clock.GetUtcNow()));
        background.Begin(stop => Travel(instance, chat, id, text, stop));
        return Payloads.Sent(instance, chat.Jid, id, text, clock.GetUtcNow());
    }

    /// <summary>A customer writes. Gives the message's id.</summary>
    internal string CustomerWrites(Instance instance, string number, string? name, JsonObject message, string? id = null)
    {
        var chat = instance.ChatWith(number);
        var said = new SaidMessage(id ?? NewPhoneId(), name, FromMe: false, message);
        chat.Add(said.Id, Author.Customer, TextOf(message), Ticks.Delivered);
        Post(instance, "messages.upsert", Payloads.Upsert(instance, chat, said, clock.GetUtcNow()));
        return said.Id;
    }

    /// <summary>A person of the company writes on the company's own telephone. Gives the message's id.</summary>
    internal string PersonWrites(Instance instance, string number, string text)
    {
        var chat = instance.ChatWith(number);
        var said = new SaidMessage(NewPhoneId(), "Você", FromMe: true, new JsonObject { ["conversation"] = text });
        chat.Add(said.Id, Author.Person, text, Ticks.Sent);
        Post(instance, "messages.upsert", Payloads.Upsert(instance, chat, said, clock.GetUtcNow()));
        return said.Id;
    }

    /// <summary>An instance waits for somebody to scan its code.</summary>
    internal void Await(Instance instance)
    {
        ConnectionChanged(instance, "connecting", StatusCodes.Status200OK);
        if (options.ScannedAfter is { } after)
        {
            background.Begin(async stop =>
            {
                await Task.Delay(after, clock, stop);
                ConnectionChanged(instance, "open", StatusCodes.Status200OK);
            });
        }
    }

    internal void ConnectionChanged(Instance instance, string state, int reason)
    {
        instance.State = state;
        Post(instance, "connection.update", new JsonObject
        {
            ["instance"] = instance.Name, ["wuid"] = instance.OwnJid, ["state"] = state, ["statusReason"] = reason,
        });
    }

    private async Task Travel(Instance instance, Chat chat, string id, string text, CancellationToken stop)
    {
        (TimeSpan After, Ticks Ticks, string Status)[] way =
        [
            (options.SentAfter, Ticks.Sent, "SERVER_ACK"),
            (options.DeliveredAfter, Ticks.Delivered, "DELIVERY_ACK"),
            (options.ReadAfter, Ticks.Read, "READ"),
        ];
        foreach (var (after, ticks, status) in way)
        {
            await Task.Delay(after, clock, stop);
            chat.Add(id, Author.Company, text, ticks);
            Post(instance, "messages.update", Payloads.Status(instance, chat.Jid, id, status));
        }
    }

    private void Post(Instance instance, string eventName, JsonNode data) =>
        webhooks.Post(instance, eventName, Payloads.Envelope(instance, eventName, data, clock.GetUtcNow(), ServerUrl));

    private static string NewPhoneId() => "3A" + RandomNumberGenerator.GetHexString(18);

    private static string TextOf(JsonObject message) =>
        message["conversation"]?.GetValue<string>() ?? message.First().Value?["caption"]?.GetValue<string>() ?? $"[{message.First().Key}]";
}
