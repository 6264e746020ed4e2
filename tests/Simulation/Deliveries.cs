using Platform.Channels;
using Platform.Conversations;
using Platform.Demo;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.Tests.Simulation;

/// <summary>
/// A gateway's side of webhooks: each delivery is late by chance, repeated until it is accepted, and now and then once more after that.
/// </summary>
internal sealed class Deliveries(PlatformWorld world)
{
    private const int LatenessMsMax = 1_500;
    private const int TriesMax = 2_000;
    private int _made;

    public List<Delivery> All { get; } = [];

    public int Pending { get; private set; }

    /// <summary>A customer writes.</summary>
    public void FromCustomer(DemoCompany company, PhoneNumber customer, string text) => Start(
        new Delivery(company, customer, ProviderMessageId.Parse($"in-{++_made}"), text, FromPerson: false, world.Clock.GetUtcNow()));

    /// <summary>A person of the company writes on the company's own telephone.</summary>
    public void FromPerson(DemoCompany company, PhoneNumber customer) => Start(
        new Delivery(company, customer, ProviderMessageId.Parse($"me-{++_made}"), "Aqui é a recepção", FromPerson: true, world.Clock.GetUtcNow()));

    /// <summary>The gateway delivers an earlier message once more.</summary>
    public void Repeat(Delivery delivery) => Spawn(delivery);

    private void Start(Delivery delivery)
    {
        All.Add(delivery);
        Spawn(delivery);
    }

    private void Spawn(Delivery delivery)
    {
        Pending++;
        var lateness = TimeSpan.FromMilliseconds(world.World.Random.Next(LatenessMsMax));
        _ = world.World.Spawn($"delivery {delivery.Id.Value}", () => Deliver(delivery, lateness));
    }

    private async Task Deliver(Delivery delivery, TimeSpan lateness)
    {
        for (var attempt = 0; attempt < TriesMax; attempt++)
        {
            await Task.Delay(lateness, world.Clock);
            try
            {
                delivery.Receipts.Add(await world.Call(Town.Id(delivery.Company), grains => Receive(grains, delivery)));
                Pending--;
                return;
            }
            catch (Exception unavailable) when (unavailable is not WrongTenantException)
            {
                lateness = TimeSpan.FromSeconds(2);
            }
        }
        throw new InvalidOperationException($"{delivery.Id.Value} was never accepted.");
    }

    private Task<Receipt> Receive(IGrainFactory grains, Delivery delivery)
    {
        var conversation = grains.Conversation(Town.Id(delivery.Company), PeerKey.Of(delivery.Customer));
        var (channel, to, now) = (Town.WhatsApp(delivery.Company), $"{delivery.Customer.Digits}@s.whatsapp.net", world.Clock.GetUtcNow());
        var content = new MessageContent(MessageKind.Text, delivery.Text);
        return delivery.FromPerson
            ? conversation.ReceiveFromPerson(new PersonMessage(channel, delivery.Id, to, delivery.SentAt, now, content), CancellationToken.None)
            : conversation.Receive(
                new InboundMessage(channel, delivery.Id, to, "Maria", delivery.SentAt, now, content), CancellationToken.None);
    }
}

internal sealed record Delivery(
    DemoCompany Company, PhoneNumber Customer, ProviderMessageId Id, string Text, bool FromPerson, DateTimeOffset SentAt)
{
    public List<Receipt> Receipts { get; } = [];
}
