using Orleans.Concurrency;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.WorkItems;

[StatelessWorker, GrainType("work-list")]
internal sealed class WorkListGrain(IRecordReader records) : Grain, IWorkListGrain
{
    /// <summary>Most items of a page: what a screen shows with some scrolling.</summary>
    private const int PageMax = 100;

    public async Task<WorkItemPage> Read(Guid? before, int itemsMax, CancellationToken cancellationToken)
    {
        var max = Math.Clamp(itemsMax, 1, PageMax);
        var tenant = new TenantId(this.GetPrimaryKey());
        var items = await records.ListWorkItems(tenant, before, max + 1, cancellationToken);
        return items.Length > max ? new WorkItemPage(items[..max], items[max - 1].Id) : new WorkItemPage(items, Before: null);
    }
}
