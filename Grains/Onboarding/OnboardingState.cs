using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Onboarding;

/// <summary>An onboarding as it is stored.</summary>
internal sealed record OnboardingState
{
    public static OnboardingState Empty { get; } = new();

    /// <summary>What was asked for, or <c>null</c> before.</summary>
    public OnboardingRequest? Request { get; init; }

    public ImmutableArray<OnboardingStep> Steps { get; init; } = [];

    /// <summary>The administrator's invitation, sealed.</summary>
    public byte[]? Invitation { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When a failed step is tried again, or <c>null</c>.</summary>
    public DateTimeOffset? NextTry { get; init; }
}

// Bytes that are null would be written as an empty text, and be read as no bytes at all instead of none: they are left out.
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OnboardingState))]
[JsonSerializable(typeof(OnboardingRequest))]
internal sealed partial class OnboardingJson : JsonSerializerContext
{
    /// <summary>Whether two requests ask for the same; where the gateway reaches us does not count.</summary>
    public static bool AreSame(OnboardingRequest one, OnboardingRequest other) => Written(one) == Written(other);

    private static string Written(OnboardingRequest request) => JsonSerializer.Serialize(
        request with { WhatsApp = request.WhatsApp is { } whatsApp ? whatsApp with { Front = new Uri("/", UriKind.Relative) } : null },
        Default.OnboardingRequest);
}
