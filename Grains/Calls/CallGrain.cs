using Platform.DataRights;
using Platform.Identity;
using Platform.Turns;

namespace Platform.Calls;

[GrainType("call")]
internal sealed class CallGrain(ITurnStore turns, Tombstones tombstones)
    : DurableGrain<CallAccount>(turns, CallJson.Default.CallAccount, CallAccount.Empty), ICallGrain
{
    public async Task RecordDetails(CallDetails details, CancellationToken cancellationToken)
    {
        var standing = await GrainFactory.Subscription(Tenant).GetStanding(cancellationToken);
        // What the switch reports again after the caller was erased brings nobody back, and was counted when it was first reported.
        var isErased = details.StartedAt <= await tombstones.ErasedAt(Tenant, details.Caller, cancellationToken);
        details = isErased ? details with { Caller = PeerKey.OfCall(details.Call.Value) } : details;
        var (account, usage) = State.Count(details, standing.Rounding, await Zone(cancellationToken));
        await Commit(account, new Turn(Tenant) { Records = [new TurnRecord.CallDetailed(details), .. isErased && IsNew ? [] : usage] });
    }

    private async Task<TimeZoneInfo> Zone(CancellationToken cancellationToken) =>
        await GrainFactory.Tenant(Tenant).GetProfile(cancellationToken) is { } profile
            ? TimeZoneInfo.FindSystemTimeZoneById(profile.TimeZone)
            : TimeZoneInfo.Utc;
}
