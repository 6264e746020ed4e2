using Platform.Audit;
using Platform.Bots;
using Platform.Channels;
using Platform.Gateways;
using Platform.Ids;
using Platform.Secrets;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Onboarding;

[GrainType("onboarding")]
internal sealed class OnboardingGrain(
    ITurnStore turns,
    IPlacements placements,
    BotLibrary bots,
    IWhatsAppProvisioning whatsApp,
    ISecretProtector secrets,
    IIdSource ids,
    TimeProvider clock)
    : DurableGrain<OnboardingState>(turns, OnboardingJson.Default.OnboardingState, OnboardingState.Empty), IOnboardingGrain
{
    private const string Continue = "continue";
    private const string InvitationPurpose = "onboarding/invitation";

    // Longer than any step takes that is not stuck: the alarm is for a process that is gone.
    private static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(5);

    private IGrainTimer? _timer;

    private DateTimeOffset Now => clock.GetUtcNow();

    public async Task<OnboardingOutcome> Start(OnboardingRequest request, CancellationToken cancellationToken)
    {
        if (State.Request is { } known)
        {
            if (!OnboardingCourse.GoesOn(State, request)) { return OnboardingOutcome.SlugTaken; }
            await Steps().GiveUpWhatChanged(known, request, cancellationToken);
            if (State.FinishedAt is null) { await Save(OnboardingCourse.TryAgain(State, Now) with { Request = request }); }
        }
        else
        {
            if (await IsAnothersWork(request, cancellationToken) || !await Begin(request, cancellationToken))
            {
                return OnboardingOutcome.SlugTaken;
            }
        }
        RunIn(TimeSpan.Zero);
        return OnboardingOutcome.Accepted;
    }

    public async Task<OnboardingProgress?> Get(CancellationToken cancellationToken)
    {
        if (State is not { Request: { } request } state) { return null; }

        var invitation = state.Invitation is { } link ? await secrets.Unprotect(Tenant, InvitationPurpose, link, cancellationToken) : null;
        return new OnboardingProgress(
            Tenant, request.Company.Slug.Value, state.Steps, invitation, request.WhatsApp?.Channel, state.StartedAt, state.FinishedAt);
    }

    public async Task<Pairing> GetPairing(CancellationToken cancellationToken)
    {
        if (State is not { Request.WhatsApp.Channel: var channel, FinishedAt: not null })
        {
            return new Pairing(PairingStatus.None, Code: null, PairingCode: null);
        }
        var pairing = await whatsApp.Pair(channel, cancellationToken);

        // The gateway's own report may have met a process that died, or a secret that was replaced: what it says when asked counts as well.
        if (pairing.Status == PairingStatus.Connected)
        {
            await GrainFactory.ChannelLink(Tenant, channel).Report(new ChannelLink("open", Reason: null, Now), cancellationToken);
        }
        return pairing;
    }

    public Task OnAlarm(string name, DateTimeOffset due, CancellationToken cancellationToken)
    {
        // The timer is at work, or has the next try before it.
        if (OnboardingCourse.Next(State) is null) { return Save(State); }
        RunIn(Waiting.Until(State.NextTry ?? default, Now));
        return Task.CompletedTask;
    }

    // A tenant that was created in another way may be onboarded where it is what was asked for.
    private async Task<bool> IsAnothersWork(OnboardingRequest request, CancellationToken cancellationToken) =>
        await GrainFactory.Tenant(Tenant).GetOverview(cancellationToken) is { } standing
        && (standing.Profile is not { } profile
            || (profile.Slug, profile.Name, profile.Sector) != (request.Company.Slug.Value, request.Company.Name.Value, request.Company.Sector));

    // The tenant comes first: every row of the onboarding belongs to it.
    private async Task<bool> Begin(OnboardingRequest request, CancellationToken cancellationToken)
    {
        var state = OnboardingCourse.Begin(request, Now);
        var first = OnboardingCourse.Next(state)!;
        switch (await Steps().Try(first.Name, request, cancellationToken))
        {
            case StepResult.Done done:
                await Save(OnboardingCourse.After(state, first, done, Now));
                return true;
            case StepResult.Later:
                throw new StoreUnavailableException("The tenant could not be created; nothing of its onboarding was begun.");
            default:
                return false;
        }
    }

    private async Task Run(CancellationToken cancellationToken)
    {
        while (OnboardingCourse.Next(State) is { } step)
        {
            if (State.NextTry is { } later && Waiting.Until(later, Now) is var wait && wait > TimeSpan.Zero)
            {
                RunIn(wait);
                return;
            }
            var steps = Steps();
            var result = await steps.Try(step.Name, State.Request!, cancellationToken);
            var next = OnboardingCourse.After(State, step, result, Now);
            await Save(steps.Invitation is { } link
                ? next with { Invitation = await secrets.Protect(Tenant, InvitationPurpose, link, cancellationToken) }
                : next);
        }
    }

    private OnboardingSteps Steps() => new(GrainFactory, placements, bots, whatsApp, clock, Tenant);

    private Task<bool> Save(OnboardingState next)
    {
        DateTimeOffset? due = OnboardingCourse.Next(next) is null ? null : (next.NextTry ?? Now) + GoneAfter;
        return Commit(next, new Turn(Tenant) { Records = [.. Changed(next).Select(Act)], Alarms = [new AlarmChange(Continue, due)] });
    }

    private IEnumerable<OnboardingStep> Changed(OnboardingState next) => next.Steps
        .Where(step => step.Status is StepStatus.Done or StepStatus.Failed && !State.Steps.Contains(step));

    private TurnRecord.Audit Act(OnboardingStep step)
    {
        var actor = Actor.Current;
        return new TurnRecord.Audit(
            ids.NewId(), $"onboarding-{step.Status}".ToLowerInvariant(), actor.Name, $"{step.Name}: {step.Detail}", Now, actor.Address);
    }

    private void RunIn(TimeSpan wait)
    {
        _timer ??= this.RegisterGrainTimer(
            Run, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
