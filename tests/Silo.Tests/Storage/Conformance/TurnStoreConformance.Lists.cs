using Platform.Calls;
using Platform.Turns;

namespace Platform.Tests.Storage;

public abstract partial class TurnStoreConformance
{
    [Fact]
    public async Task Work_items_are_listed_newest_first_page_by_page_and_only_the_tenants()
    {
        var (tenant, other) = (await Given.Tenant(store), await Given.Tenant(store));
        var items = Enumerable.Range(0, 3).Select(number => Asked(number, Given.Noon.AddMinutes(number))).ToArray();
        foreach (var item in items) { await Committed(new Turn(tenant) { Records = [item] }); }

        var newest = await store.Records.ListWorkItems(tenant, null, 2, Given.Stop);
        Assert.Equal(["Consulta 2", "Consulta 1"], newest.Select(item => item.Title));
        var oldest = Assert.Single(await store.Records.ListWorkItems(tenant, newest[^1].Id, 2, Given.Stop));
        Assert.Equal((items[0].Id, items[0].DetailsJson, items[0].CreatedAt), (oldest.Id, oldest.DetailsJson, oldest.CreatedAt));
        Assert.Empty(await store.Records.ListWorkItems(other, null, 2, Given.Stop));
    }

    [Fact]
    public async Task Calls_are_listed_latest_first_page_by_page_also_those_that_began_together()
    {
        var (tenant, other) = (await Given.Tenant(store), await Given.Tenant(store));
        foreach (var (id, minutes) in new[] { ("call-a", 0), ("call-b", 5), ("call-c", 5) })
        {
            await Committed(new Turn(tenant) { Records = [Began(id, Given.Noon.AddMinutes(minutes))] });
        }
        var ended = new TurnRecord.CallFinished(CallId.Parse("call-c"), Given.Noon.AddMinutes(6), "NORMAL_CLEARING");
        await Committed(new Turn(tenant) { Records = [ended] });

        var latest = await store.Records.ListCalls(tenant, null, 2, Given.Stop);
        Assert.Equal(["call-c", "call-b"], latest.Select(call => call.Call.Value));
        Assert.Equal((Given.Noon.AddMinutes(6), "NORMAL_CLEARING", null), (latest[0].EndedAt, latest[0].Cause, latest[0].Duration));
        var cursor = new CallCursor(latest[0].StartedAt, latest[0].Call);
        Assert.Equal(["call-b", "call-a"], (await store.Records.ListCalls(tenant, cursor, 9, Given.Stop)).Select(call => call.Call.Value));
        Assert.Empty(await store.Records.ListCalls(other, null, 9, Given.Stop));
    }

    private static TurnRecord.WorkItem Asked(int number, DateTimeOffset at) => new(
        Guid.CreateVersion7(at), Given.Maria, "appointment-request", $"Consulta {number}", """{"day":"2026-03-10"}""", at);

    private static TurnRecord.CallStarted Began(string id, DateTimeOffset at) =>
        new(CallId.Parse(id), Given.Maria, Given.WhatsApp, "551140000001", at);
}
