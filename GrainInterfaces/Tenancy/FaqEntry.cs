using System.Collections.Immutable;

namespace Platform.Tenancy;

/// <summary>A company's own answer to a question that customers ask often.</summary>
/// <param name="Questions">The question in several wordings; the first one is shown in lists.</param>
/// <param name="Answer">The answer, as it is sent or spoken.</param>
[GenerateSerializer, Immutable, Alias("faq-entry")]
public sealed record FaqEntry(ImmutableArray<string> Questions, string Answer);
