using Orleans.Concurrency;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Calls;

[StatelessWorker, GrainType("call-log")]
internal sealed class CallLogGrain(IRecordReader records) : Grain, ICallLogGrain
{
    /// <summary>Most calls of a page: what a screen shows with some scrolling.</summary>
    private const int PageMax = 100;

    public async Task<CallPage> Read(CallCursor? before, int callsMax, CancellationToken cancellationToken)
    {
        var max = Math.Clamp(callsMax, 1, PageMax);
        var tenant = new TenantId(this.GetPrimaryKey());
        var calls = await records.ListCalls(tenant, before, max + 1, cancellationToken);
        return calls.Length > max
            ? new CallPage(calls[..max], new CallCursor(calls[max - 1].StartedAt, calls[max - 1].Call))
            : new CallPage(calls, Before: null);
    }
}
