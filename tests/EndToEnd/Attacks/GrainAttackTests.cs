using Orleans;
using Platform.Demo;
using Platform.Tenancy;
using Platform.Tests.Harness;

namespace Platform.Tests.Attacks;

/// <summary>
/// Calls every method of every grain interface past the front, for nobody and for another company. A new grain is attacked without anyone
/// adding it here; one that belongs to no tenant must be named with its reason.
/// </summary>
public sealed class GrainAttackTests(AttackedSilo silo) : IClassFixture<AttackedSilo>
{
    private static readonly TenantId Owner = DemoCompany.All[0].Profile.Id;
    private static readonly TenantId Stranger = DemoCompany.All[1].Profile.Id;

    // Of a flood of refusals only so many are written each minute.
    private static readonly TimeSpan RefusalsAreCountedFor = TimeSpan.FromMinutes(1);

    // What each of these holds is no company's data, or it decides by a secret of its own.
    private static readonly Dictionary<string, string> OfNoTenant = new()
    {
        ["IRouteGrain"] = "leads from an outside name to its tenant, before any tenant is known",
        ["IPbxGrain"] = "checks an exchange's credential and names the tenants that it covers",
        ["IAuditGrain"] = "takes entries of the front; appends only",
        ["IReadinessGrain"] = "says whether the store can be reached",
        ["IClockGrain"] = "looks for what is due and calls its owner for that tenant",
        ["IOperatorGrain"] = "signs in the operator's people",
        ["IOperatorsGrain"] = "says who the operator's people are; refuses everyone but the operator and the platform itself",
        ["IOperatorPostGrain"] = "says which of the operator's people are owed mail",
        ["ITenantDirectoryGrain"] = "lists and creates tenants; refuses everyone but the operator and the platform itself",
        ["IKeyRingGrain"] = "signs the tokens of all, each for the tenant that is written in it",
        ["IAddressGrain"] = "counts wrong sign-ins of one network address, whatever company they were for",
        ["IPlanCatalogGrain"] = "holds the plans that the operator offers to all",
    };

    public static TheoryData<string> TenantScoped => [.. GrainCall.All.Where(call => call.IsTenantScoped).Select(call => call.Name)];

    [Theory]
    [MemberData(nameof(TenantScoped))]
    public async Task A_call_for_nobody_or_for_another_company_is_refused_changes_nothing_and_is_audited(string name)
    {
        var call = GrainCall.Named(name);
        silo.Clock.Forward(RefusalsAreCountedFor);
        var before = await silo.Database.Everything();
        var entries = await silo.Database.Entries();

        foreach (var acting in new TenantId?[] { null, Stranger })
        {
            if (acting is { } tenant) { ActingTenant.Set(tenant); } else { ActingTenant.Clear(); }
            if (call.AnswersNothing) { await call.On(silo.Grains, Owner); }
            else { await Assert.ThrowsAsync<WrongTenantException>(() => call.On(silo.Grains, Owner)); }
        }

        await Eventually.Holds($"both calls of {name} are in the owner's audit", async () => await Audited(call, entries) == 2);
        Assert.Equal(before, await silo.Database.Everything());
    }

    [Fact]
    public void A_grain_that_belongs_to_no_tenant_is_one_of_those_that_must_not() => Assert.Equal(
        OfNoTenant.Keys.Order(StringComparer.Ordinal),
        GrainCall.All.Where(call => !call.IsTenantScoped).Select(call => call.Interface.Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void A_grain_whose_key_is_a_tenants_belongs_to_that_tenant() => Assert.All(
        GrainCall.All.Where(call =>
            typeof(IGrainWithGuidKey).IsAssignableFrom(call.Interface) || typeof(IGrainWithGuidCompoundKey).IsAssignableFrom(call.Interface)),
        call => Assert.True(call.IsTenantScoped, $"{call.Interface.Name} has a tenant's key and is not ITenantScoped."));

    // A method that interfaces share is audited under the name of the one that declares it.
    private async Task<int> Audited(GrainCall call, IReadOnlyList<StoredEntry> before)
    {
        string[] names = [$".{call.Name}", $".{call.Method.DeclaringType!.Name}.{call.Method.Name}"];
        return (await silo.Database.Entries(before)).Count(
            entry => entry.Action == "cross-tenant-call" && entry.Tenant == Owner.Value
                && names.Any(name => entry.Detail.EndsWith(name, StringComparison.Ordinal)));
    }
}

/// <summary>A silo in which nothing happens by itself, not even at night: whatever changes, an attack has done.</summary>
public sealed class AttackedSilo : SiloInProcess
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Clocks:Grace", "365.00:00:00")];
}
