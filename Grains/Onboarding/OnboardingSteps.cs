using System.Security.Cryptography;
using Platform.Bots;
using Platform.Channels;
using Platform.Gateways;
using Platform.People;
using Platform.Plans;
using Platform.Routing;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Onboarding;

/// <summary>What is done in each step, for one tenant. Every step may be repeated, whether or not it was done before.</summary>
internal sealed class OnboardingSteps(
    IGrainFactory grains, IPlacements placements, BotLibrary bots, IWhatsAppProvisioning whatsApp, TimeProvider clock, TenantId tenant)
{
    private const int SecretBytes = 32;

    /// <summary>The administrator's invitation, once its step was done.</summary>
    public string? Invitation { get; private set; }

    /// <summary>Releases the names of a request that another one of the same company no longer asks for.</summary>
    public async Task GiveUpWhatChanged(OnboardingRequest before, OnboardingRequest request, CancellationToken cancellationToken)
    {
        foreach (var name in NamesOf(before).Except(NamesOf(request)))
        {
            await grains.Tenant(tenant).ReleaseName(name, cancellationToken);
        }
    }

    /// <summary>Tries a step.</summary>
    public async Task<StepResult> Try(StepName step, OnboardingRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await (step switch
            {
                StepName.Tenant => CreateTenant(request, cancellationToken),
                StepName.Placement => Place(request, cancellationToken),
                StepName.Host => ClaimHost(request, cancellationToken),
                StepName.Administrator => Invite(request, cancellationToken),
                StepName.Bot => Task.FromResult(FindBot(request)),
                StepName.Plan => Subscribe(request.Plan!, request.Trial, cancellationToken),
                StepName.WhatsApp => Connect(request.WhatsApp!, cancellationToken),
                _ => throw new InvalidOperationException($"Step {step} is not handled."),
            });
        }
        catch (StoreUnavailableException)
        {
            return new StepResult.Later("store-unavailable");
        }
        catch (PlacementException refused)
        {
            return new StepResult.Never(refused.Message);
        }
    }

    private async Task<StepResult> CreateTenant(OnboardingRequest request, CancellationToken cancellationToken) =>
        await grains.Tenant(tenant).Create(request.Company.ProfileOf(tenant), cancellationToken) switch
        {
            TenantOutcome.Done => new StepResult.Done(request.Company.Slug.Value),
            var refused => new StepResult.Never(refused.ToString()),
        };

    private async Task<StepResult> Place(OnboardingRequest request, CancellationToken cancellationToken)
    {
        if (request.Tier == IsolationTier.Dedicated) { await placements.CreateDedicated(tenant, request.Server, cancellationToken); }
        return new StepResult.Done(request.Tier == IsolationTier.Dedicated ? "dedicated" : "shared");
    }

    private async Task<StepResult> ClaimHost(OnboardingRequest request, CancellationToken cancellationToken)
    {
        if (request.Host is not { } host) { return new StepResult.Done(request.Company.Slug.Value); }
        return await grains.Tenant(tenant).ClaimName(host, secret: null, cancellationToken) == ClaimOutcome.Claimed
            ? new StepResult.Done(host.Value)
            : new StepResult.Never("The host belongs to another tenant.");
    }

    private async Task<StepResult> Invite(OnboardingRequest request, CancellationToken cancellationToken)
    {
        var invitation = new Invitation(request.Administrator, request.AdministratorName, Role.TenantAdmin);
        var result = await grains.People(tenant).Invite(invitation, cancellationToken);
        Invitation = result.Link;
        return result.Outcome is RosterOutcome.Done or RosterOutcome.AlreadyJoined
            ? new StepResult.Done(request.Administrator.ToString())
            : new StepResult.Never(result.Outcome.ToString());
    }

    private StepResult FindBot(OnboardingRequest request) => bots.Serves(request.Company.Sector)
        ? new StepResult.Done($"{bots.Newest(request.Company.Sector).Reference.BotId} {bots.Newest(request.Company.Sector).Reference.Version}")
        : new StepResult.Never("There is no bot for this sector.");

    private async Task<StepResult> Subscribe(string plan, bool trial, CancellationToken cancellationToken) =>
        await grains.Subscription(tenant).Subscribe(plan, version: null, trial, cancellationToken) switch
        {
            SubscribeOutcome.Subscribed => new StepResult.Done(plan),
            var refused => new StepResult.Never(refused.ToString()),
        };

    // The secret is made anew with every try and kept by nobody but the route and the gateway: the last one set counts for both.
    private async Task<StepResult> Connect(WhatsAppRequest request, CancellationToken cancellationToken)
    {
        if (request.Number is { } number
            && await grains.Tenant(tenant).ClaimName(TenantNames.OfNumber(number), secret: null, cancellationToken) != ClaimOutcome.Claimed)
        {
            return new StepResult.Never("The number belongs to another tenant.");
        }
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        switch (await grains.Tenant(tenant).ClaimName(request.Channel, secret, cancellationToken))
        {
            case ClaimOutcome.Taken: return await WithoutNumber(request, "The instance belongs to another tenant.", cancellationToken);
            case ClaimOutcome.OverPlan: return await WithoutNumber(request, "The plan allows no more channels.", cancellationToken);
        }
        var instance = request.Channel.Value[(request.Channel.Value.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var webhook = new Uri(request.Front, $"/webhooks/whatsapp/{Uri.EscapeDataString(instance)}");
        return await whatsApp.Ensure(request.Channel, request.Number, webhook, secret, cancellationToken) switch
        {
            ProvisionResult.Done => await NoteIfConnected(request.Channel, instance, cancellationToken),
            ProvisionResult.Unavailable(var reason) => new StepResult.Later(reason),
            ProvisionResult.Refused(var reason) => new StepResult.Never(reason),
            var other => throw new InvalidOperationException($"Result {other.GetType().Name} is not handled."),
        };
    }

    // A number without an instance would keep it from everybody for nothing.
    private async Task<StepResult> WithoutNumber(WhatsAppRequest request, string reason, CancellationToken cancellationToken)
    {
        if (request.Number is { } number) { await grains.Tenant(tenant).ReleaseName(TenantNames.OfNumber(number), cancellationToken); }
        return new StepResult.Never(reason);
    }

    private static IEnumerable<ChannelId> NamesOf(OnboardingRequest request)
    {
        if (request.Host is { } host) { yield return host; }
        if (request.WhatsApp is not { } whatsApp) { yield break; }
        yield return whatsApp.Channel;
        if (whatsApp.Number is { } number) { yield return TenantNames.OfNumber(number); }
    }

    // Somebody may have scanned before: the report of it was posted with the secret of a try that was cut short, and was refused.
    private async Task<StepResult> NoteIfConnected(ChannelId channel, string instance, CancellationToken cancellationToken)
    {
        if ((await whatsApp.Pair(channel, cancellationToken)).Status == PairingStatus.Connected)
        {
            await grains.ChannelLink(tenant, channel).Report(new ChannelLink("open", Reason: null, clock.GetUtcNow()), cancellationToken);
        }
        return new StepResult.Done(instance);
    }
}
