using Platform.Channels;

namespace Platform.Onboarding;

/// <summary>How far an onboarding got.</summary>
/// <param name="Tenant">The company's id.</param>
/// <param name="Slug">Its slug.</param>
/// <param name="State"><c>running</c>, <c>failed</c> (the same request tries again) or <c>done</c>.</param>
/// <param name="Steps">The steps, in their order.</param>
/// <param name="Invitation">The first administrator's invitation, once it was made; a secret until it is used.</param>
/// <param name="WhatsApp">The WhatsApp account, where one was asked for.</param>
/// <param name="StartedAt">When it was asked for.</param>
/// <param name="FinishedAt">When the last step was done, or <c>null</c>.</param>
public sealed record OnboardingView(
    Guid Tenant,
    string Slug,
    OnboardingStanding State,
    StepView[] Steps,
    string? Invitation,
    WhatsAppView? WhatsApp,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt)
{
    internal static OnboardingView Of(OnboardingProgress progress, ChannelLink? link) => new(
        progress.Tenant.Value,
        progress.Slug,
        progress switch
        {
            { FinishedAt: not null } => OnboardingStanding.Done,
            _ when progress.Steps.Any(step => step.Status == StepStatus.Failed) => OnboardingStanding.Failed,
            _ => OnboardingStanding.Running,
        },
        [.. progress.Steps.Select(step => new StepView(step.Name, step.Status, step.Detail, step.Attempts, step.At))],
        progress.Invitation,
        progress.WhatsApp is { } channel ? new WhatsAppView(channel.Value, link?.State, link?.IsOpen ?? false) : null,
        progress.StartedAt,
        progress.FinishedAt);
}

/// <summary>How far the whole is.</summary>
public enum OnboardingStanding
{
    Running,
    Failed,
    Done,
}

/// <summary>How far one step is.</summary>
public sealed record StepView(StepName Name, StepStatus Status, string? Detail, int Attempts, DateTimeOffset At);

/// <summary>A WhatsApp account.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="State">What the gateway last reported, or <c>null</c>.</param>
/// <param name="IsConnected">Whether messages go through.</param>
public sealed record WhatsAppView(string Channel, string? State, bool IsConnected);

/// <summary>What the company's telephone scans.</summary>
/// <param name="Status">Whether there is something to scan.</param>
/// <param name="Code">The content of the QR code; good for less than a minute.</param>
/// <param name="PairingCode">What may be typed instead.</param>
public sealed record PairingView(PairingStatus Status, string? Code, string? PairingCode);
