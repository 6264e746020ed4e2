using Platform.Demo;
using Platform.Tests.Harness;

namespace Platform.Tests.Crashes;

/// <summary>What the database and the gateway show after everything settled.</summary>
/// <param name="Summary">Counts.</param>
/// <param name="Problems">What must not be.</param>
internal sealed record CrashVerdict(string Summary, IReadOnlyList<string> Problems)
{
    internal static async Task<CrashVerdict> Of(CrashingPlatform platform, CrashLoad load)
    {
        var messages = await platform.Database.Messages();
        var sends = await platform.Database.Sends();
        var doubtful = sends.Where(send => send.Uncertain).ToArray();
        var seen = DemoCompany.All.Sum(company => platform.Gateway.Instances.Find(company.Instance)!.Chats.Sum(chat => chat.Replies.Count));
        return new CrashVerdict(
            $"{load.Acknowledged.Count} messages acknowledged, {load.Repeated} repeated by the gateway, {sends.Count} replies, "
                + $"{seen} sends seen, {doubtful.Length} marked uncertain",
            [.. Inbound(messages, load), .. Answers(messages, sends, platform.AnswersAtOnce), .. Sent(sends, platform)]);
    }

    private static IEnumerable<string> Inbound(IReadOnlyList<StoredMessage> messages, CrashLoad load)
    {
        var stored = messages.Where(message => message.Direction == StoredMessage.Inbound).GroupBy(message => message.ProviderId!)
            .ToDictionary(group => group.Key, group => group.ToArray());
        foreach (var (id, text) in load.Acknowledged)
        {
            var lines = stored.GetValueOrDefault(id, []);
            if (lines is not [{ } line]) { yield return $"{id} was acknowledged and is there {lines.Length} times"; }
            else if (line.Text != text.Text || text.Jid != $"{line.Peer}@s.whatsapp.net" || line.Channel != $"evolution:{text.Instance}")
            {
                yield return $"{id} was stored as {line}";
            }
        }
        foreach (var id in stored.Keys.Except(load.Acknowledged.Keys)) { yield return $"{id} is there and nobody sent it"; }
    }

    private static IEnumerable<string> Answers(IReadOnlyList<StoredMessage> messages, IReadOnlyList<StoredSend> sends, bool atOnce)
    {
        foreach (var conversation in messages.GroupBy(message => (message.Tenant, message.Peer)))
        {
            var directions = conversation.Select(message => message.Direction).ToArray();
            if (atOnce && directions.Zip(directions.Skip(1)).Any(pair => pair is (StoredMessage.Inbound, StoredMessage.Inbound)))
            {
                yield return $"a message of {conversation.Key} was not answered in its own commit";
            }
            if (directions[^1] != StoredMessage.Bot) { yield return $"the last message of {conversation.Key} has no answer"; }
        }
        var replies = messages.Count(message => message.Direction == StoredMessage.Bot);
        if (replies != sends.Count) { yield return $"{replies} replies stand in conversations and {sends.Count} in the outbox"; }
    }

    private static IEnumerable<string> Sent(IReadOnlyList<StoredSend> sends, CrashingPlatform platform)
    {
        foreach (var send in sends.Where(send => send.Status != StoredSend.Sent)) { yield return $"{send} was not sent"; }
        foreach (var contact in sends.GroupBy(send => (send.Channel, send.Peer)))
        {
            var seen = platform.Replies(contact.Key.Channel["evolution:".Length..], contact.Key.Peer);
            if (!SendOrder.Fits([.. contact], seen))
            {
                var (was, owed) = (string.Join(" | ", seen.Select(Short)), string.Join(" | ", contact.Select(Short)));
                yield return $"{contact.Key} was sent {was} for {owed}";
            }
        }
    }

    private static string Short(StoredSend send) => $"{send.Sequence}{(send.Uncertain ? $"?{send.Attempts}" : "")} {Short(send.Text)}";

    private static string Short(string text) => text[..Math.Min(text.Length, 12)];
}
