using Orleans.Concurrency;
using Platform.Alarms;
using Platform.Tenancy;

namespace Platform.Onboarding;

/// <summary>
/// Makes a company ready to work, step by step (key: tenant id). Each step may be repeated; a process that dies in one goes on with it.
/// </summary>
[Alias("onboarding")]
public interface IOnboardingGrain : IGrainWithGuidKey, ITenantScoped, IAlarmTarget
{
    /// <summary>Begins. The same request again tries anew what had failed for good, and changes nothing else.</summary>
    [Alias("start")]
    Task<OnboardingOutcome> Start(OnboardingRequest request, CancellationToken cancellationToken);

    /// <summary>How far it got, or <c>null</c> when none was begun.</summary>
    [AlwaysInterleave, Alias("get")]
    Task<OnboardingProgress?> Get(CancellationToken cancellationToken);

    /// <summary>What the company's telephone scans to connect WhatsApp.</summary>
    [AlwaysInterleave, Alias("get-pairing")]
    Task<Pairing> GetPairing(CancellationToken cancellationToken);
}

/// <summary>What became of a request to begin.</summary>
[GenerateSerializer, Alias("onboarding-outcome")]
public enum OnboardingOutcome
{
    /// <summary>Begun, or begun before by the same request.</summary>
    Accepted,

    /// <summary>The slug belongs to a company that asked for something else.</summary>
    SlugTaken,
}

/// <summary>What a company's telephone scans.</summary>
/// <param name="Status">Whether there is something to scan.</param>
/// <param name="Code">The content of the QR code, where there is one; good for less than a minute.</param>
/// <param name="PairingCode">What may be typed on the telephone instead, or <c>null</c>.</param>
[GenerateSerializer, Immutable, Alias("pairing")]
public sealed record Pairing(PairingStatus Status, string? Code, string? PairingCode)
{
    /// <summary>Leaves the codes out: whoever has one can take the account over.</summary>
    public override string ToString() => $"Pairing {{ Status = {Status} }}";
}

/// <summary>Whether WhatsApp can be, or is, connected.</summary>
[GenerateSerializer, Alias("pairing-status")]
public enum PairingStatus
{
    /// <summary>There is no WhatsApp instance, or not yet.</summary>
    None,

    /// <summary>The code is to be scanned.</summary>
    Scan,

    /// <summary>Connected.</summary>
    Connected,

    /// <summary>The gateway does not answer.</summary>
    Unavailable,
}
