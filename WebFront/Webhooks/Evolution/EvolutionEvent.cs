using System.Collections.Immutable;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;

namespace Platform.Webhooks.Evolution;

/// <summary>One webhook request of Evolution API, read.</summary>
/// <param name="Instance">The instance that the body names, or <c>null</c> where it names none. Not trusted: the route names the
/// tenant.</param>
/// <param name="Event">What it says.</param>
public sealed record EvolutionDelivery(string? Instance, EvolutionEvent Event);

/// <summary>What a webhook request says. A closed set.</summary>
public abstract record EvolutionEvent
{
    private EvolutionEvent() { }

    /// <summary>A customer wrote.</summary>
    /// <param name="From">Who.</param>
    /// <param name="Id">WhatsApp's id, unique in the instance.</param>
    /// <param name="Name">The name the customer shows, cleaned, or <c>null</c>.</param>
    /// <param name="SentAt">WhatsApp's time, or the arrival where that is missing or in the future.</param>
    /// <param name="Content">What was said.</param>
    public sealed record Message(
        CustomerAddress From, ProviderMessageId Id, string? Name, DateTimeOffset SentAt, MessageContent Content) : EvolutionEvent;

    /// <summary>A person of the company wrote to a customer on the company's own telephone.</summary>
    /// <param name="To">The customer.</param>
    /// <param name="Id">WhatsApp's id.</param>
    /// <param name="SentAt">WhatsApp's time, or the arrival where that is missing or in the future.</param>
    /// <param name="Content">What was said.</param>
    public sealed record FromPerson(
        CustomerAddress To, ProviderMessageId Id, DateTimeOffset SentAt, MessageContent Content) : EvolutionEvent;

    /// <summary>How far messages of ours got.</summary>
    public sealed record Statuses(ImmutableArray<StatusReport> Reports) : EvolutionEvent;

    /// <summary>The instance's connection to WhatsApp changed.</summary>
    /// <param name="State"><c>connecting</c>, <c>open</c>, <c>close</c> or <c>refused</c>.</param>
    /// <param name="Reason">WhatsApp's status code, such as 401 for logged out, or <c>null</c>.</param>
    public sealed record Connection(string State, long? Reason) : EvolutionEvent;

    /// <summary>Nothing that concerns a conversation. It is acknowledged.</summary>
    /// <param name="Reason">Why, in kebab words.</param>
    public sealed record Ignored(string Reason) : EvolutionEvent
    {
        /// <summary>A message of the platform's own, shown back. Every reply is, so it is no news.</summary>
        public static Ignored OwnEcho { get; } = new("own-echo");
    }

    /// <summary>Not what Evolution sends. Repeating it cannot help.</summary>
    /// <param name="Reason">What is wrong, fit to be shown; nothing of the body's content.</param>
    public sealed record Malformed(string Reason) : EvolutionEvent;
}

/// <summary>The identities of a customer that one delivery shows: a number, a linked id, or both.</summary>
/// <param name="Number">The canonical number, where shown.</param>
/// <param name="Lid">WhatsApp's linked id, where shown.</param>
/// <param name="ReplyTo">The address to answer at, as the gateway gave it, without a device.</param>
public sealed record CustomerAddress(PhoneNumber? Number, PeerKey? Lid, string ReplyTo);
