using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Plans;
using Platform.Turns;

namespace Platform.Tests.Simulation;

/// <summary>What must hold after any run, whatever failed in it.</summary>
internal static class Invariants
{
    private static readonly int DoubtsMax = new ChannelOptions().DoubtsMax;

    private static int _answered;

    /// <summary>Conversations, of all runs so far, that had to end with the bot's answer and did.</summary>
    public static int Answered => _answered;

    public static void Check(PlatformWorld world, Scenario scenario, IReadOnlyList<Delivery> deliveries)
    {
        EveryAcceptedMessageIsThereOnce(world, deliveries);
        EveryReplyIsSentOnceOrMarked(world);
        NoReplyIsGivenUp(world);
        RepliesOfOneContactKeepTheirOrder(world);
        TheBotIsSilentWhileAPersonHasTheConversation(world);
        EveryQuestionIsAnswered(world, deliveries);
        NoCompanySeesAnothers(world, scenario);
        CountersAreWhatTheLinesSay(world);
    }

    private static void CountersAreWhatTheLinesSay(PlatformWorld world)
    {
        foreach (var company in Town.Companies)
        {
            var lines = world.Store.Messages.Where(row => row.Tenant == Town.Id(company)).Select(row => row.Message).ToList();
            var messages = lines.Count(line => line.Kind is not (MessageKind.Speech or MessageKind.Digits));
            Require(Used(world, company, Meter.Messages) == messages, $"{messages} messages were counted otherwise");

            // A run is shorter than a session: each peer has one conversation.
            var peers = lines.Select(line => line.Peer).Distinct().Count();
            Require(Used(world, company, Meter.Conversations) == peers, $"{peers} conversations were counted otherwise");
        }
    }

    private static long Used(PlatformWorld world, Demo.DemoCompany company, Meter meter) => world.Store.Others
        .Where(other => other.Tenant == Town.Id(company))
        .Select(other => other.Record)
        .OfType<TurnRecord.Usage>()
        .Where(usage => usage.Meter == meter)
        .Sum(usage => usage.Amount);

    private static void EveryAcceptedMessageIsThereOnce(PlatformWorld world, IReadOnlyList<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            var lines = world.Store.Messages.Where(row => row.Message.ProviderId == delivery.Id).ToList();
            Require(lines.Count == 1, $"{delivery.Id.Value} is there {lines.Count} times");
            Require(lines[0].Tenant == Town.Id(delivery.Company), $"{delivery.Id.Value} is another company's");
            Require(lines[0].Message.Peer == PeerKey.Of(delivery.Customer), $"{delivery.Id.Value} is another customer's");
            Require(delivery.Receipts.Count > 0, $"{delivery.Id.Value} was never accepted");
        }
    }

    private static void EveryReplyIsSentOnceOrMarked(PlatformWorld world)
    {
        foreach (var contact in world.Store.Outbox.GroupBy(row => (row.Tenant, row.Message.Channel, row.Message.To)))
        {
            var sent = contact.Count(row => row.Status == OutboxStatus.Sent);
            var uncertain = contact.Count(row => row.Uncertain);
            var seen = world.Gateway.Sends.Count(send => (send.Tenant, send.Channel, send.To) == contact.Key);
            var spare = contact.Where(row => row.Uncertain).Sum(row => row.Attempts);
            Require(seen >= sent, $"{sent} replies are marked as sent and {seen} went out");
            Require(seen <= sent + spare, $"{seen} messages went out for {sent} replies, of which {uncertain} are marked as uncertain");
        }
    }

    // The gateway is well again before a message's tries are used up; only a person's takeover withdraws what waits.
    private static void NoReplyIsGivenUp(PlatformWorld world)
    {
        foreach (var row in world.Store.Outbox.Where(row => row.Status != OutboxStatus.Sent))
        {
            var isDoubted = row.Status == OutboxStatus.Failed && row.Uncertain && row.Doubts >= DoubtsMax - 1;
            var isWithdrawn = row.Status == OutboxStatus.Withdrawn && world.Store.EpochOf(row.Tenant, row.Message.Peer) > 0;
            Require(isDoubted || isWithdrawn, $"a reply ended as {row.Status} after {row.Attempts} tries, {row.Doubts} of them doubtful");
        }
    }

    private static void RepliesOfOneContactKeepTheirOrder(PlatformWorld world)
    {
        foreach (var contact in world.Store.Outbox.Where(row => row.ProviderId is not null).GroupBy(row => (row.Tenant, row.Message.Channel, row.Message.Peer)))
        {
            var positions = contact.OrderBy(row => row.Message.Sequence).Select(row => IndexOf(world, row)).ToList();
            Require(positions.SequenceEqual(positions.Order()), "a contact's replies went out in another order");
        }
    }

    private static int IndexOf(PlatformWorld world, OutboxRow row)
    {
        for (var index = 0; index < world.Gateway.Sends.Count; index++)
        {
            if (world.Gateway.Sends[index].Id == row.ProviderId) { return index; }
        }
        throw new InvalidOperationException("A reply is marked as sent and never went out.");
    }

    private static void TheBotIsSilentWhileAPersonHasTheConversation(PlatformWorld world) =>
        Require(world.Store.SpokeOutOfTurn.Count == 0, $"the bot spoke {world.Store.SpokeOutOfTurn.Count} times while a person had the conversation");

    // Where no person was ever involved, what the customer last wrote is followed by an answer of the bot.
    private static void EveryQuestionIsAnswered(PlatformWorld world, IReadOnlyList<Delivery> deliveries)
    {
        foreach (var talk in deliveries.GroupBy(delivery => (delivery.Company, delivery.Customer)))
        {
            var (tenant, peer) = (Town.Id(talk.Key.Company), PeerKey.Of(talk.Key.Customer));
            if (world.Store.EpochOf(tenant, peer) > 0) { continue; }
            var lines = world.Store.Messages.Where(row => row.Tenant == tenant && row.Message.Peer == peer && row.Message.Channel == Town.WhatsApp(talk.Key.Company));
            Require(lines.Last().Message.Direction == MessageDirection.Bot, "a customer got no answer");
            Interlocked.Increment(ref _answered);
        }
    }

    private static void NoCompanySeesAnothers(PlatformWorld world, Scenario scenario)
    {
        Require(scenario.Refusals == scenario.Attacks, $"{scenario.Attacks - scenario.Refusals} cross-tenant calls went through");
        Require(world.Store.Audit.Count(entry => entry.Action == "cross-tenant-call") >= scenario.Refusals, "a refusal was not audited");
        foreach (var send in world.Gateway.Sends)
        {
            var company = Town.Companies.Single(candidate => Town.Id(candidate) == send.Tenant);
            Require(send.Channel == Town.WhatsApp(company), "a message went out through another company's channel");
            Require(
                Town.Companies.All(other => other == company || !send.Text.Contains(other.Profile.Name, StringComparison.Ordinal)),
                "a company's answer names another company");
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds) { throw new InvalidOperationException(otherwise); }
    }
}
