using System.Collections.Immutable;
using Platform.Channels;
using Platform.Tenancy;

namespace Platform.Onboarding;

/// <summary>How far an onboarding got.</summary>
/// <param name="Tenant">The company.</param>
/// <param name="Slug">Its slug.</param>
/// <param name="Steps">The steps, in their order.</param>
/// <param name="Invitation">The administrator's invitation, once it was made; a secret until it is used.</param>
/// <param name="WhatsApp">The WhatsApp instance, or <c>null</c>.</param>
/// <param name="StartedAt">When it was asked for.</param>
/// <param name="FinishedAt">When the last step was done, or <c>null</c>.</param>
[GenerateSerializer, Immutable, Alias("onboarding-progress")]
public sealed record OnboardingProgress(
    TenantId Tenant,
    string Slug,
    ImmutableArray<OnboardingStep> Steps,
    string? Invitation,
    ChannelId? WhatsApp,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt)
{
    /// <summary>Leaves the invitation out.</summary>
    public override string ToString() => $"OnboardingProgress {{ Tenant = {Tenant} }}";
}

/// <summary>One step.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Detail">What came of it, or why it failed last; no secrets.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="At">When that last changed.</param>
[GenerateSerializer, Immutable, Alias("onboarding-step")]
public sealed record OnboardingStep(StepName Name, StepStatus Status, string? Detail, int Attempts, DateTimeOffset At);

/// <summary>What is done to make a company ready, in this order.</summary>
[GenerateSerializer, Alias("onboarding-step-name")]
public enum StepName
{
    /// <summary>The company and its slug.</summary>
    Tenant,

    /// <summary>Where its data is kept.</summary>
    Placement,

    /// <summary>Its hosts.</summary>
    Host,

    /// <summary>The first administrator's invitation.</summary>
    Administrator,

    /// <summary>The bot of its sector.</summary>
    Bot,

    /// <summary>The plan it subscribes to.</summary>
    Plan,

    /// <summary>The WhatsApp instance, with its webhook.</summary>
    WhatsApp,
}

/// <summary>How far a step is.</summary>
[GenerateSerializer, Alias("onboarding-step-status")]
public enum StepStatus
{
    /// <summary>Its turn has not come.</summary>
    Waiting,

    /// <summary>It failed for the moment and is tried again by itself.</summary>
    Retrying,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Nothing was asked for.</summary>
    Skipped,

    /// <summary>It cannot be done as it was asked for; the same request tries again.</summary>
    Failed,
}
