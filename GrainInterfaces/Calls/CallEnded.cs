namespace Platform.Calls;

/// <summary>The switch's last request of a call.</summary>
/// <param name="Call">The call's id at the switch.</param>
/// <param name="Medium">Facts of the call.</param>
/// <param name="Cause">Hang-up cause such as <c>NORMAL_CLEARING</c>, where the switch tells it.</param>
/// <param name="At">When it reached us.</param>
[GenerateSerializer, Immutable, Alias("call-ended")]
public sealed record CallEnded(CallId Call, CallFacts Medium, string? Cause, DateTimeOffset At);
