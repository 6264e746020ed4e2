using FsCheck;
using FsCheck.Fluent;
using Platform.Storage;

namespace Platform.Tests.Storage;

public sealed class TenantLinesTests
{
    [Fact]
    public void Tenants_take_turns_and_each_keeps_its_own_order()
    {
        var arrivals = Gen.Choose(0, 4).ListOf(60);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(arrivals.ToArbitrary(), tenants =>
        {
            var lines = new TenantLines();
            foreach (var (tenant, number) in tenants.Select((tenant, number) => (tenant, number))) { lines.Add(new NamedWrite(tenant, number)); }
            var taken = All(lines);
            return taken.Count == tenants.Count
                && taken.GroupBy(write => write.Tenant).All(own => own.Select(write => write.Number).SequenceEqual(own.Select(write => write.Number).Order()))
                && IsFair(taken);
        }));
    }

    [Fact]
    public void A_tenant_that_cannot_be_taken_now_rests_and_holds_up_nobody()
    {
        var lines = new TenantLines();
        foreach (var (tenant, number) in new[] { (1, 1), (1, 2), (2, 3), (2, 4) }) { lines.Add(new NamedWrite(tenant, number)); }

        Assert.Equal([3, 4], All(lines, write => write.Tenant != 1).Select(write => write.Number));
        Assert.Null(lines.Take(_ => true));
        lines.EndBatch();
        Assert.Equal([1, 2], All(lines).Select(write => write.Number));
    }

    [Fact]
    public void A_tenant_without_writes_takes_nothing()
    {
        var lines = new TenantLines();
        lines.Add(new NamedWrite(1, 1));
        All(lines);

        Assert.Equal((0, 0), (lines.Count, lines.CountOf(NamedWrite.Key(1))));
    }

    // While others wait, nobody is taken twice before each of them was taken once.
    private static bool IsFair(List<NamedWrite> taken)
    {
        for (var i = 0; i < taken.Count; i++)
        {
            var again = taken.FindIndex(i + 1, write => write.Tenant == taken[i].Tenant);
            if (again < 0) { continue; }
            var waiting = taken.Skip(again).Select(write => write.Tenant).Distinct().Count(tenant => tenant != taken[i].Tenant);
            var between = taken.GetRange(i + 1, again - i - 1).Select(write => write.Tenant).Distinct().Count();
            if (between < waiting) { return false; }
        }
        return true;
    }

    private static List<NamedWrite> All(TenantLines lines, Func<NamedWrite, bool>? fits = null)
    {
        List<NamedWrite> taken = [];
        while (lines.Take(write => fits?.Invoke((NamedWrite)write) ?? true) is { } write) { taken.Add((NamedWrite)write); }
        return taken;
    }
}

/// <summary>A write that does nothing.</summary>
internal sealed class NamedWrite(int tenant, int number, string? key = null) : StoreWrite<bool>
{
    public int Tenant => tenant;

    public int Number => number;

    public override Guid TenantKey => Key(tenant);

    public override int Bytes => 100;

    public static Guid Key(int tenant) => new(tenant, 0, 0, new byte[8]);

    public override void AddKeys(ICollection<WriteKey> keys)
    {
        if (key is not null) { keys.Add(new WriteKey(TenantKey, 's', key)); }
    }
}
