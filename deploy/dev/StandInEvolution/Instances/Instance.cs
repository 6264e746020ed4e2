using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Platform.StandIn.Chats;

namespace Platform.StandIn.Instances;

/// <summary>One WhatsApp account at the gateway, with its chats.</summary>
public sealed class Instance(string name, string ownNumber, TimeProvider clock, Action? changed = null)
{
    private readonly ConcurrentDictionary<string, Chat> _chats = new(StringComparer.Ordinal);

    /// <summary>Its name; upper and lower case differ.</summary>
    public string Name => name;

    /// <summary>The gateway's own id of it.</summary>
    public string Id { get; } = new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    /// <summary>The key that opens this instance only.</summary>
    public string Token { get; internal init; } = RandomNumberGenerator.GetHexString(32);

    /// <summary>The company's own address.</summary>
    public string OwnJid { get; } = WhatsAppNumbers.JidOf(ownNumber);

    /// <summary>Where its events are posted.</summary>
    public WebhookSettings Webhook
    {
        get;
        set
        {
            field = value;
            changed?.Invoke();
        }
    } = WebhookSettings.None;

    /// <summary><c>connecting</c>, <c>open</c> or <c>close</c>.</summary>
    public string State { get; internal set; } = "open";

    /// <summary>What a telephone scans to connect it; the same until it is connected.</summary>
    public string Code { get; } = $"2@{RandomNumberGenerator.GetHexString(64)},{RandomNumberGenerator.GetHexString(32)}";

    /// <summary>What may be typed on the telephone instead.</summary>
    public string PairingCode { get; } = RandomNumberGenerator.GetHexString(8);

    /// <summary>The chat with a customer, by number or address; begun when there was none.</summary>
    public Chat ChatWith(string numberOrJid) => _chats.GetOrAdd(WhatsAppNumbers.JidOf(numberOrJid), jid => new Chat(jid, clock));

    /// <summary>All chats begun.</summary>
    public ImmutableArray<Chat> Chats => [.. _chats.Values];
}

/// <summary>Where an instance's events are posted.</summary>
/// <param name="Enabled">Whether they are.</param>
/// <param name="Url">The address.</param>
/// <param name="Headers">Headers sent verbatim.</param>
/// <param name="ByEvents">Whether the event's name is appended to the address.</param>
/// <param name="Events">Which events, by their upper-case names; empty means all.</param>
public sealed record WebhookSettings(
    bool Enabled, string Url, ImmutableDictionary<string, string> Headers, bool ByEvents, ImmutableArray<string> Events)
{
    /// <summary>Nothing is posted.</summary>
    public static readonly WebhookSettings None = new(false, "", ImmutableDictionary<string, string>.Empty, false, []);

    /// <summary>Posts all events with the platform's secret header.</summary>
    public static WebhookSettings To(string url, string secret) =>
        new(true, url, ImmutableDictionary<string, string>.Empty.Add("X-Webhook-Secret", secret), false, []);

    internal bool Wants(string eventName) =>
        Enabled && (Events.IsEmpty || Events.Contains(eventName.Replace('.', '_').Replace('-', '_').ToUpperInvariant()));
}
