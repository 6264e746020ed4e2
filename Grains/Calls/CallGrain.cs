using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Calls;

[GrainType("call")]
internal sealed class CallGrain(ITurnStore turns) : Grain, ICallGrain
{
    public Task RecordDetails(CallDetails details, CancellationToken cancellationToken)
    {
        var tenant = new TenantId(this.GetGrainId().GetGuidKey(out _));
        return turns.Commit(new Turn(tenant) { Records = [new TurnRecord.CallDetailed(details)] }, cancellationToken);
    }
}
