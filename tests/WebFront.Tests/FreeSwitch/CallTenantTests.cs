using Microsoft.Extensions.Logging.Abstractions;
using Platform.Audit;
using Platform.Calls;
using Platform.FreeSwitch;
using Platform.Routing;
using Platform.Tenancy;
using Platform.Tests.Harness;

namespace Platform.Tests.FreeSwitch;

/// <summary>A call belongs to a tenant of the exchange's scope, or to nobody.</summary>
public sealed class CallTenantTests
{
    private static readonly PbxCaller Both = new("pbx", new PbxScope([FakePlatform.Clinic, FakePlatform.Gym]), TimeSpan.Zero);
    private static readonly PbxCaller ClinicOnly = new("pbx", new PbxScope([FakePlatform.Clinic]), TimeSpan.Zero);
    private static readonly TenantId Stranger = TenantId.Parse("00000000-0000-0000-0000-00000000beef");

    private readonly FakePlatform _platform = new();

    public CallTenantTests()
    {
        _platform.Claim("sip:drmarco.pbx.example", FakePlatform.Clinic);
        _platform.Claim("sip:allpfit.pbx.example", FakePlatform.Gym);
        _platform.Claim("sip:stranger.example", Stranger);
        _platform.Claim("did:551140000001", FakePlatform.Clinic);
        _platform.Claim("did:551140000009", Stranger);
    }

    [Theory]
    [InlineData("variable_domain_uuid", "5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0001", "pbx:pbx")]
    [InlineData("domain_uuid", "5F3C1F0E-6A52-4D0F-9A57-0D1B6D3E0001", "pbx:pbx")]
    [InlineData("variable_domain_name", "DrMarco.pbx.example", "sip:drmarco.pbx.example")]
    [InlineData("variable_sip_req_host", "drmarco.pbx.example", "sip:drmarco.pbx.example")]
    [InlineData("variable_sip_to_host", "drmarco.pbx.example", "sip:drmarco.pbx.example")]
    [InlineData("Caller-Context", "drmarco.pbx.example", "sip:drmarco.pbx.example")]
    [InlineData("Caller-Destination-Number", "1140000001", "did:551140000001")]
    [InlineData("variable_sip_req_user", "+551140000001", "did:551140000001")]
    [InlineData("variable_sip_to_user", "551140000001", "did:551140000001")]
    public async Task Each_clue_leads_to_the_tenant(string name, string value, string channel)
    {
        var call = Assert.IsType<CallTenant.Resolved>(await Resolve(Both, (name, value)));

        Assert.Equal((FakePlatform.Clinic, channel), (call.Tenant, call.Channel.Value));
    }

    [Theory]
    [InlineData("variable_domain_uuid", "5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0003")]
    [InlineData("domain_uuid", "5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0003")]
    [InlineData("platform_tenant", "5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0003")]
    [InlineData("variable_domain_name", "allpfit.pbx.example")]
    [InlineData("variable_domain_name", "stranger.example")]
    [InlineData("Caller-Destination-Number", "1140000009")]
    public async Task A_clue_to_a_tenant_outside_the_scope_is_refused_even_where_the_scope_has_only_one(string name, string value) =>
        Assert.IsType<CallTenant.OutOfScope>(await Resolve(ClinicOnly, (name, value), ("Caller-RDNIS", "551140000001")));

    [Fact]
    public async Task A_tenant_named_by_id_goes_before_a_domain_that_names_another() =>
        Assert.Equal(
            FakePlatform.Gym,
            Assert.IsType<CallTenant.Resolved>(
                await Resolve(
                    Both, ("variable_domain_uuid", FakePlatform.Gym.ToString()), ("variable_sip_req_host", "drmarco.pbx.example"))).Tenant);

    [Fact]
    public async Task What_leads_nowhere_is_the_only_tenants_call_and_nobodys_where_there_are_two()
    {
        (string, string)[] clues =
            [("Caller-Context", "default"), ("Caller-Destination-Number", "5000"), ("variable_domain_uuid", "not-an-id")];

        Assert.Equal("pbx:pbx", Assert.IsType<CallTenant.Resolved>(await Resolve(ClinicOnly, clues)).Channel.Value);
        Assert.IsType<CallTenant.Unknown>(await Resolve(Both, clues));
    }

    [Fact]
    public async Task Further_requests_of_a_call_keep_its_tenant_and_channel()
    {
        var call = Assert.IsType<CallTenant.Resolved>(await Resolve(
            Both,
            ("platform_tenant", FakePlatform.Clinic.ToString()),
            ("platform_channel", "did:551140000001"),
            ("Caller-Destination-Number", "5000")));

        Assert.Equal((FakePlatform.Clinic, "did:551140000001"), (call.Tenant, call.Channel.Value));
    }

    [Fact]
    public async Task A_withdrawn_name_is_forgotten_after_a_short_time()
    {
        var clock = new ManualClock();
        var routes = new RouteCache(_platform.Grains, clock);
        var name = Platform.Channels.ChannelId.Parse("sip:drmarco.pbx.example");
        Assert.Equal(FakePlatform.Clinic, (await routes.Resolve(name, TestContext.Current.CancellationToken))?.Tenant);
        _platform.Claim("sip:drmarco.pbx.example", FakePlatform.Gym);

        Assert.Equal(FakePlatform.Clinic, (await routes.Resolve(name, TestContext.Current.CancellationToken))?.Tenant);
        clock.Advance(RouteCache.FreshFor);
        Assert.Equal(FakePlatform.Gym, (await routes.Resolve(name, TestContext.Current.CancellationToken))?.Tenant);
    }

    private RefusalAudit Audit => new(_platform.Grains, TimeProvider.System, NullLogger<RefusalAudit>.Instance);

    private async Task<CallTenant> Resolve(PbxCaller pbx, params (string Name, string Value)[] parameters) =>
        await new CallTenants(new RouteCache(_platform.Grains, TimeProvider.System), Audit).Resolve(
            new SwitchParameters(parameters.Select(p => KeyValuePair.Create(p.Name, p.Value))), pbx, TestContext.Current.CancellationToken);
}
