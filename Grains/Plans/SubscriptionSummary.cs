using System.Text.Json.Serialization;

namespace Platform.Plans;

/// <summary>A subscription as the audit shows it before and after a change.</summary>
internal sealed record SubscriptionSummary(string Plan, int Version, SubscriptionStatus Status, long Owed, long Credit);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SubscriptionSummary))]
internal sealed partial class SubscriptionSummaryJson : JsonSerializerContext;
