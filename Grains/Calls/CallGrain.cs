using Platform.Turns;

namespace Platform.Calls;

[GrainType("call")]
internal sealed class CallGrain(ITurnStore turns)
    : DurableGrain<CallAccount>(turns, CallJson.Default.CallAccount, CallAccount.Empty), ICallGrain
{
    public async Task RecordDetails(CallDetails details, CancellationToken cancellationToken)
    {
        var standing = await GrainFactory.Subscription(Tenant).GetStanding(cancellationToken);
        var (account, usage) = State.Count(details, standing.Rounding, await Zone(cancellationToken));
        await Commit(account, new Turn(Tenant) { Records = [new TurnRecord.CallDetailed(details), .. usage] });
    }

    private async Task<TimeZoneInfo> Zone(CancellationToken cancellationToken) =>
        await GrainFactory.Tenant(Tenant).GetProfile(cancellationToken) is { } profile
            ? TimeZoneInfo.FindSystemTimeZoneById(profile.TimeZone)
            : TimeZoneInfo.Utc;
}
