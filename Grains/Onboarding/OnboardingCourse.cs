namespace Platform.Onboarding;

/// <summary>What became of one try of a step. A closed set.</summary>
internal abstract record StepResult
{
    private StepResult() { }

    /// <summary>Done; what came of it, for people.</summary>
    public sealed record Done(string? Detail) : StepResult;

    /// <summary>Not now: it is tried again by itself.</summary>
    public sealed record Later(string Reason) : StepResult;

    /// <summary>Not as it was asked for.</summary>
    public sealed record Never(string Reason) : StepResult;
}

/// <summary>The course of an onboarding from step to step. Pure.</summary>
internal static class OnboardingCourse
{
    /// <summary>Tries of one step, with waits that grow to <see cref="LongestWait"/>: about three hours. Then a person has to look.</summary>
    public const int AttemptsMax = 200;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private const int DoublingsMax = 6;
    private const int DetailLengthMax = 200;

    /// <summary>All steps of a request, before the first.</summary>
    public static OnboardingState Begin(OnboardingRequest request, DateTimeOffset now) => new()
    {
        Request = request,
        StartedAt = now,
        Steps =
        [
            .. Enum.GetValues<StepName>().Select(name => new OnboardingStep(
                name, IsAskedFor(request, name) ? StepStatus.Waiting : StepStatus.Skipped, Detail: null, Attempts: 0, now)),
        ],
    };

    /// <summary>The same with another chance for what had failed for good.</summary>
    public static OnboardingState TryAgain(OnboardingState state, DateTimeOffset now) => state with
    {
        NextTry = null,
        Steps = [.. state.Steps.Select(step => step.Status == StepStatus.Failed ? step with { Status = StepStatus.Waiting, Attempts = 0, At = now } : step)],
    };

    /// <summary>
    /// Whether a request goes on with the one that is under way: it is the same, but for what failed, which may be asked for in another way.
    /// </summary>
    public static bool GoesOn(OnboardingState state, OnboardingRequest request) =>
        state.Request is { } known && OnboardingJson.AreSame(Corrected(state, known, request), request);

    /// <summary>The step whose turn it is, or <c>null</c> when all is done, or one failed for good.</summary>
    public static OnboardingStep? Next(OnboardingState state) =>
        state.Steps.FirstOrDefault(step => step.Status is not (StepStatus.Done or StepStatus.Skipped)) is { Status: not StepStatus.Failed } next
            ? next
            : null;

    /// <summary>The state after a try.</summary>
    public static OnboardingState After(OnboardingState state, OnboardingStep step, StepResult result, DateTimeOffset now)
    {
        var attempts = step.Attempts + 1;
        var tried = step with { Attempts = attempts, At = now };
        var next = result switch
        {
            StepResult.Done(var detail) => tried with { Status = StepStatus.Done, Detail = detail },
            StepResult.Later(var reason) when attempts < AttemptsMax => tried with { Status = StepStatus.Retrying, Detail = Bounded(reason) },
            StepResult.Later(var reason) => tried with { Status = StepStatus.Failed, Detail = Bounded(reason) },
            StepResult.Never(var reason) => tried with { Status = StepStatus.Failed, Detail = Bounded(reason) },
            _ => throw new InvalidOperationException($"Step result {result.GetType().Name} is not handled."),
        };
        var steps = state.Steps.Replace(step, next);
        var isFinished = steps.All(one => one.Status is StepStatus.Done or StepStatus.Skipped);
        return state with
        {
            Steps = steps,
            NextTry = next.Status == StepStatus.Retrying ? now + WaitAfter(attempts) : null,
            FinishedAt = isFinished ? now : null,
        };
    }

    // What was not asked for at all stays so: its step was skipped.
    private static OnboardingRequest Corrected(OnboardingState state, OnboardingRequest known, OnboardingRequest request)
    {
        bool Failed(StepName name) => state.Steps.Any(step => step.Name == name && step.Status == StepStatus.Failed);
        return known with
        {
            Host = Failed(StepName.Host) ? request.Host : known.Host,
            Plan = Failed(StepName.Plan) && request.Plan is { } plan ? plan : known.Plan,
            Trial = Failed(StepName.Plan) ? request.Trial : known.Trial,
            WhatsApp = Failed(StepName.WhatsApp) && request.WhatsApp is { } whatsApp ? whatsApp : known.WhatsApp,
        };
    }

    private static TimeSpan WaitAfter(int attempts)
    {
        var wait = FirstWait * (1 << Math.Min(attempts - 1, DoublingsMax));
        return wait < LongestWait ? wait : LongestWait;
    }

    private static bool IsAskedFor(OnboardingRequest request, StepName name) => name switch
    {
        StepName.Plan => request.Plan is not null,
        StepName.WhatsApp => request.WhatsApp is not null,
        _ => true,
    };

    private static string Bounded(string reason) => reason.Length <= DetailLengthMax ? reason : reason[..DetailLengthMax];
}
