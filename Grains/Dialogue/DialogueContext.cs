using System.Collections.Immutable;
using Platform.Tenancy;

namespace Platform.Dialogue;

/// <summary>The way the customer talks to the company.</summary>
public enum Medium
{
    WhatsApp,
    Telephone,
}

/// <summary>What the dialogue may know about the moment, the company and the customer. Comes in as a value with every input.</summary>
/// <param name="Medium">How the customer is heard.</param>
/// <param name="CompanyName">As customers know it.</param>
/// <param name="ContactName">The customer's name where known.</param>
/// <param name="Locale">Language of a new session: <c>pt-BR</c>, <c>en</c> or <c>es</c>; others fall back to the bot's default.</param>
/// <param name="LocalNow">Now, in the company's time zone.</param>
/// <param name="Hours">When people are there.</param>
/// <param name="Faq">The company's own answers; they win over the bot's.</param>
/// <param name="Address">Where the company is, or <c>null</c>.</param>
/// <param name="TransferAvailable">Whether a call can be transferred to a person at all.</param>
public sealed record DialogueContext(
    Medium Medium,
    string CompanyName,
    string? ContactName,
    string Locale,
    DateTimeOffset LocalNow,
    BusinessHours Hours,
    ImmutableArray<FaqEntry> Faq,
    string? Address,
    bool TransferAvailable)
{
    /// <summary>Whether the customer can be called back: not when the caller withheld the number.</summary>
    public bool NumberKnown { get; init; } = true;
}
