using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>The operator's list of tenants.</summary>
public abstract class TenantListConformance(ISqlStoreUnderTest store)
{
    [Fact]
    public async Task Pages_go_by_slug_and_leave_out_what_was_deleted()
    {
        var (a, b, c) = (new TenantId(Given.Id()), new TenantId(Given.Id()), new TenantId(Given.Id()));
        await Put(b, "list-b", "B", TenantStatus.Suspended);
        await Put(a, "list-a", "A \"quoted\" 🍻", TenantStatus.Active);
        await Put(c, "list-c", "", TenantStatus.Deleted);

        var first = await store.Tenants.After("list-", 1, Given.Stop);
        var rest = await store.Tenants.After("list-a", 100, Given.Stop);

        Assert.Equal(new TenantRow(a, "list-a", "A \"quoted\" 🍻", TenantStatus.Active), Assert.Single(first));
        Assert.Equal(new TenantRow(b, "list-b", "B", TenantStatus.Suspended), rest[0]);
        Assert.DoesNotContain(rest, row => row.Id == c);
    }

    private async Task Put(TenantId tenant, string slug, string name, TenantStatus status) => Assert.IsType<CommitOutcome.Committed>(
        await store.Turns.Commit(new Turn(tenant) { Records = [new TurnRecord.TenantEntry(slug, name, status)] }, Given.Stop));
}
