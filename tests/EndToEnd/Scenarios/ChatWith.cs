using Platform.Tests.Harness;

namespace Platform.Tests.Scenarios;

/// <summary>
/// One customer's chat with one company: what is written goes through the webhook, what is answered comes from the gateway.
/// </summary>
internal sealed class ChatWith(ScenarioPlatform platform, string instance, Customer customer, string? name = null)
{
    private int _answered;

    /// <summary>Everything that the company replied, in order.</summary>
    internal IReadOnlyList<string> Replies => platform.Replies(instance, customer.Number);

    /// <summary>Writes, and waits for the next reply.</summary>
    internal async Task<string> Ask(string text)
    {
        await Say(text);
        return await NextReply();
    }

    /// <summary>Writes, and waits for nothing but the webhook's answer.</summary>
    internal Task Say(string text) => platform.Webhooks.Say(customer.Says(instance, text) with { Name = name });

    /// <summary>A person of the company answers on the company's own telephone.</summary>
    internal Task PersonSays(string text) => platform.Webhooks.Say(customer.Says(instance, text) with { FromMe = true });

    /// <summary>The first reply that was not waited for yet.</summary>
    internal async Task<string> NextReply()
    {
        await Eventually.Holds(
            $"reply {_answered + 1} to the customer", () => Task.FromResult(Replies.Count > _answered),
            () => Task.FromResult(platform.Process.Tail()));
        return Replies[_answered++];
    }

    /// <summary>Waits until nothing that the bot owes or is sending is left.</summary>
    internal async Task Quiet()
    {
        await Eventually.Holds("no reply is owed", async () => await platform.Database.RepliesOwed(customer.Number) == 0);
        await Eventually.Holds(
            "nothing waits to be sent", async () => (await platform.Database.Sends(customer.Number)).All(send => !send.IsOpen));
    }
}
