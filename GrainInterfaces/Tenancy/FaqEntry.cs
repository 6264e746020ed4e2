namespace Platform.Tenancy;

/// <summary>A question that customers ask, and the company's answer.</summary>
[GenerateSerializer, Immutable, Alias("faq-entry")]
public sealed record FaqEntry;
