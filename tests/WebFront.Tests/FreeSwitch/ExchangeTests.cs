using System.Net;
using System.Text;
using Platform.Auth;
using Platform.Calls;
using Platform.Commands.Simulate.Calls;
using Platform.Tenancy;
using Platform.Tests.People;

namespace Platform.Tests.FreeSwitch;

/// <summary>The operator registers an exchange and gives companies to it, and numbers and SIP domains to companies.</summary>
public sealed class ExchangeTests : IAsyncLifetime
{
    private const string User = "pbx-one";
    private const string Password = "correct-horse-battery";

    private WholeFront _front = null!;
    private Browser _operator = null!;
    private TenantProfile _clinic = null!;
    private TenantProfile _gym = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _front = await WholeFront.Start(("FreeSwitch:StepBudget", "00:00:20"));
        await _front.Operator();
        _operator = await _front.SignedIn("localhost", "op@platform.example");
        (_clinic, _gym) = (await _front.Company("clinic"), await _front.Company("gym"));
    }

    public async ValueTask DisposeAsync()
    {
        _operator.Dispose();
        await _front.DisposeAsync();
    }

    [Fact]
    public async Task A_call_reaches_the_company_of_the_number_or_the_domain_through_an_exchange_that_covers_it()
    {
        await Register(_clinic, _gym);
        Assert.Equal(HttpStatusCode.OK, (await _operator.Put($"{Of(_clinic)}/numbers/(11)%204000-0091")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _operator.Put($"{Of(_gym)}/sip-domains/Gym.PBX.example.")).Status);

        Assert.Contains("clinic", await Heard("551140000091"), StringComparison.Ordinal);
        Assert.Contains("gym", await Heard("5000", "gym.pbx.example"), StringComparison.Ordinal);
        await IsRefused("551140000092");

        Assert.Equal(HttpStatusCode.NoContent, (await _operator.Delete($"{Of(_gym)}/exchanges/{User}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _operator.Delete($"{Of(_clinic)}/numbers/551140000091")).Status);
        _front.Clock.Jump(ProvenCredentials<PbxScope>.FreshFor);
        await IsRefused("5000", "gym.pbx.example");
        Assert.Equal([_clinic.Id.Value], await Covered());
    }

    [Fact]
    public async Task A_number_and_a_domain_are_one_company_s()
    {
        foreach (var (name, taken, unknown) in ((string, string, string)[])
            [("numbers/+551140000091", "number-taken", "no-such-number"), ("sip-domains/one.pbx.example", "domain-taken", "no-such-domain")])
        {
            Assert.Equal(HttpStatusCode.OK, (await _operator.Put($"{Of(_clinic)}/{name}")).Status);
            Assert.Equal(HttpStatusCode.OK, (await _operator.Put($"{Of(_clinic)}/{name}")).Status);
            Assert.Equal((HttpStatusCode.Conflict, taken), Told(await _operator.Put($"{Of(_gym)}/{name}")));
            Assert.Equal((HttpStatusCode.NotFound, unknown), Told(await _operator.Delete($"{Of(_gym)}/{name}")));
            Assert.Equal(HttpStatusCode.OK, (await _operator.Delete($"{Of(_clinic)}/{name}")).Status);
            Assert.Equal(HttpStatusCode.OK, (await _operator.Put($"{Of(_gym)}/{name}")).Status);
        }
    }

    [Fact]
    public async Task A_new_password_keeps_the_companies_and_ends_the_old_one()
    {
        await Register(_clinic);
        Assert.Equal(HttpStatusCode.OK, await Shown(Password));
        await _operator.Put($"/api/admin/exchanges/{User}", new { password = "another-long-password" });
        _front.Clock.Jump(ProvenCredentials<PbxScope>.FreshFor);

        Assert.Equal(HttpStatusCode.Unauthorized, await Shown(Password));
        Assert.Equal(HttpStatusCode.OK, await Shown("another-long-password"));
        Assert.Equal([_clinic.Id.Value], await Covered());

        Assert.Equal(HttpStatusCode.NoContent, (await _operator.Delete($"/api/admin/exchanges/{User}")).Status);
        _front.Clock.Jump(ProvenCredentials<PbxScope>.FreshFor);
        Assert.Equal(HttpStatusCode.Unauthorized, await Shown("another-long-password"));
        Assert.Equal((HttpStatusCode.NotFound, "no-such-exchange"), Told(await _operator.Get($"/api/admin/exchanges/{User}")));
    }

    [Theory]
    [InlineData("exchanges/pbx-one", """{"password":"too short"}""", HttpStatusCode.BadRequest)]
    [InlineData("exchanges/pbx-one", """{"password":"a password with spaces"}""", HttpStatusCode.BadRequest)]
    [InlineData("exchanges/pbx-one", """{}""", HttpStatusCode.BadRequest)]
    [InlineData("exchanges/pbx:one", """{"password":"correct-horse-battery"}""", HttpStatusCode.BadRequest)]
    [InlineData("exchanges/pbx%20one", """{"password":"correct-horse-battery"}""", HttpStatusCode.BadRequest)]
    [InlineData("tenants/{clinic}/numbers/190", null, HttpStatusCode.BadRequest)]
    [InlineData("tenants/{clinic}/numbers/reception", null, HttpStatusCode.BadRequest)]
    [InlineData("tenants/{clinic}/sip-domains/not%20a%20domain", null, HttpStatusCode.BadRequest)]
    [InlineData("tenants/{clinic}/exchanges/unknown", null, HttpStatusCode.NotFound)]
    [InlineData("tenants/00000000-0000-0000-0000-00000000beef/numbers/551140000091", null, HttpStatusCode.NotFound)]
    public async Task What_cannot_be_is_refused_and_changes_nothing(string path, string? body, HttpStatusCode expected)
    {
        var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        var reply = await _operator.Put($"/api/admin/{path.Replace("{clinic}", $"{_clinic.Id}", StringComparison.Ordinal)}", content);

        Assert.Equal(expected, reply.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _operator.Get($"/api/admin/exchanges/{User}")).Status);
        var names = (await _operator.Get(Of(_clinic))).Json.GetProperty("names").EnumerateArray().Select(name => name.GetString());
        Assert.Equal(["slug:clinic"], names);
    }

    [Fact]
    public async Task An_exchange_that_is_full_takes_no_more_companies()
    {
        const int many = 2_000;
        await Register();
        for (var company = 0; company < many; company++)
        {
            Assert.Equal(PbxOutcome.Done, await _front.Grains.Pbx(User).Cover(new TenantId(Guid.NewGuid()), Stop));
        }

        Assert.Equal((HttpStatusCode.Conflict, "exchange-full"), Told(await _operator.Put($"{Of(_clinic)}/exchanges/{User}")));
        Assert.Equal(many, (await Covered()).Length);
        Assert.Equal(_clinic.Id, Assert.Single(await _front.Audited("exchange-refused")).Tenant);
    }

    [Fact]
    public async Task An_exchange_that_was_registered_anew_covers_whom_it_is_given_again()
    {
        await Register(_clinic);
        await _operator.Delete($"/api/admin/exchanges/{User}");
        await Register(_gym);
        Assert.Equal([_gym.Id.Value], await Covered());

        Assert.Equal(HttpStatusCode.NoContent, (await _operator.Put($"{Of(_clinic)}/exchanges/{User}")).Status);
        Assert.Equal([_gym.Id.Value, _clinic.Id.Value], await Covered());
    }

    [Fact]
    public async Task Every_change_is_in_the_audit_of_whom_it_concerns()
    {
        await Register(_clinic);
        await _operator.Delete($"{Of(_clinic)}/exchanges/{User}");
        await _operator.Delete($"/api/admin/exchanges/{User}");

        foreach (var (action, tenant) in ((string, TenantId?)[])
            [("exchange-registered", null), ("exchange-covers", _clinic.Id), ("exchange-uncovers", _clinic.Id), ("exchange-removed", null)])
        {
            var entry = Assert.Single(await _front.Audited(action));
            Assert.Equal((tenant, "operator:op@platform.example", User), (entry.Tenant, entry.Actor, entry.Detail));
        }
    }

    private static string Of(TenantProfile company) => $"/api/admin/tenants/{company.Id}";

    private static (HttpStatusCode Status, string? Type) Told(Reply reply) => (reply.Status, reply.Type);

    private async Task Register(params TenantProfile[] companies)
    {
        var registered = await _operator.Put($"/api/admin/exchanges/{User}", new { password = Password });
        Assert.Equal(HttpStatusCode.NoContent, registered.Status);
        foreach (var company in companies)
        {
            Assert.Equal(HttpStatusCode.NoContent, (await _operator.Put($"{Of(company)}/exchanges/{User}")).Status);
        }
    }

    private async Task<Guid[]> Covered() =>
        [.. (await _operator.Get($"/api/admin/exchanges/{User}")).Json.GetProperty("tenants").EnumerateArray().Select(id => id.GetGuid())];

    private async Task<string> Heard(string dialled, string domain = "unclaimed.example") =>
        string.Join(' ', await Call(dialled, domain).Begin(Stop));

    // The caller hears why and the switch is told to hang up; a record of such a call is nobody's.
    private async Task IsRefused(string dialled, string domain = "unclaimed.example")
    {
        var call = Call(dialled, domain);
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => call.Begin(Stop));
        Assert.Equal((HttpStatusCode.Forbidden, CallStanding.HungUp), (refusal.StatusCode, call.Standing));
    }

    private SimulatedCall Call(string dialled, string domain) => new(
        new HttpClient(), new SimulatedSwitch(_front.Address, User, Password, domain, dialled, "5511987654321", CallerName: null), Guid.NewGuid(),
        _front.Clock);

    private async Task<HttpStatusCode> Shown(string password)
    {
        using var http = new HttpClient { BaseAddress = _front.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/freeswitch/xml")
        {
            Content = new StringContent("section=directory", Encoding.UTF8, "application/x-www-form-urlencoded"),
            Headers = { Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{password}"))) },
        };
        using var answer = await http.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
