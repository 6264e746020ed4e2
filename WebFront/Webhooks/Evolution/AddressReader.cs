using System.Text.Json;
using Platform.Identity;

namespace Platform.Webhooks.Evolution;

/// <summary>
/// Finds the customer in a message's key. Versions differ in which member holds the number and which the linked id, so all are
/// looked into and told apart by their server part.
/// </summary>
internal static class AddressReader
{
    /// <summary>The chat that a key belongs to. A closed set.</summary>
    internal abstract record Chat
    {
        private Chat() { }

        internal sealed record WithCustomer(CustomerAddress Address) : Chat;

        internal sealed record OfMany(string Kind) : Chat;

        internal sealed record Unreadable : Chat;
    }

    internal static Chat Read(JsonElement key, bool fromMe)
    {
        var chat = key.Text("remoteJid"u8);
        if (Jid.TryParse(chat, out var jid) && KindOfMany(jid) is { } kind)
        {
            return new Chat.OfMany(kind);
        }

        var found = new Found();
        found.Add(chat);
        found.Add(key.Text("remoteJidAlt"u8));
        found.Add(key.Text("previousRemoteJid"u8));
        if (!fromMe)
        {
            // In what the company itself sent, the sender is not the customer.
            found.Add(key.Text("senderPn"u8));
            found.Add(key.Text("participant"u8));
            found.Add(key.Text("participantAlt"u8));
        }
        return found.ReplyTo is { } replyTo
            ? new Chat.WithCustomer(new CustomerAddress(found.Number, found.Lid, replyTo))
            : new Chat.Unreadable();
    }

    private static string? KindOfMany(Jid jid) => jid switch
    {
        Jid.Group => "group",
        Jid.Broadcast => "status-broadcast",
        Jid.Newsletter => "newsletter",
        Jid.Phone or Jid.Lid => null,
        _ => throw new InvalidOperationException($"Address {jid.GetType().Name} is not handled."),
    };

    /// <summary>The first number and the first linked id found; answers go to the number's address where there is one.</summary>
    private struct Found
    {
        private string? _numberAddress;
        private string? _lidAddress;

        internal PhoneNumber? Number { get; private set; }

        internal PeerKey? Lid { get; private set; }

        internal readonly string? ReplyTo => _numberAddress ?? _lidAddress;

        internal void Add(string? address)
        {
            if (!Jid.TryParse(address, out var jid))
            {
                return;
            }
            if (jid is Jid.Phone phone && Number is null)
            {
                Number = phone.Number;
                _numberAddress = WithoutDevice(address);
            }
            else if (jid is Jid.Lid lid && Lid is null)
            {
                Lid = lid.Identity;
                _lidAddress = WithoutDevice(address);
            }
        }

        private static string WithoutDevice(string address) => address.IndexOfAny([':', '_']) switch
        {
            < 0 => address,
            var device => string.Concat(address.AsSpan(0, device), address.AsSpan(address.IndexOf('@', StringComparison.Ordinal))),
        };
    }
}

/// <summary>The company's own number, as the envelope names it.</summary>
internal static class OwnAddress
{
    internal static PhoneNumber? Of(JsonElement envelope) =>
        Jid.TryParse(envelope.Text("sender"u8), out var jid) && jid is Jid.Phone own ? own.Number : null;
}
