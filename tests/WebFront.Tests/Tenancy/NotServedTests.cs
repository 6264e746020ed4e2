using Platform.Conversations;
using Platform.Tenancy;
using Platform.Tests.People;

namespace Platform.Tests.Tenancy;

/// <summary>
/// A company that is suspended or cancelled: every way to reach it gets the answer that is right there, nothing that was good before is
/// used up or lost, and all of it is good again when the company is resumed.
/// </summary>
public sealed class NotServedTests(SqliteCompanies shared) : IClassFixture<SqliteCompanies>
{
    private const string Refused = "403 tenant-suspended";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Who calls, what is answered to a company that is served, and to one that is not.</summary>
    public static TheoryData<string, string, string> Protocols => new()
    {
        { "WhatsApp webhook", "200 accepted", "200 accepted" },
        { "telephone", "200 Listening", "200 HungUp: não está atendendo" },
        { "telephone, in a call that stood", "200 Listening", "200 HungUp: não está atendendo" },
        { "mod_xml_curl", "200 not found", "200 not found" },
        { "detail record", "200 OK", "200 OK" },
        { "password in a browser", "200", Refused },
        { "password of a program", "200", Refused },
        { "session of a browser", "200", Refused },
        { "access token", "200", Refused },
        { "refresh token", "200", Refused },
        { "API key", "200", Refused },
        { "operator inside", "200", Refused },
        { "invitation", "204", Refused },
        { "link to reset a password", "204", Refused },
        { "forgotten password", "202", Refused },
    };

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Each_protocol_has_its_own_answer_and_is_as_before_when_the_company_is_resumed(
        string protocol, string served, string notServed)
    {
        var (front, company) = (shared.Front, await shared.NewCompany());
        var callers = new CompanyCallers(front, company);
        Assert.Equal(served, await (await callers.Ready(protocol))());
        foreach (var end in (Func<ITenantGrain, Task<TenantOutcome>>[])[tenant => tenant.Suspend("test", Stop), tenant => tenant.Cancel(Stop)])
        {
            var call = await callers.Ready(protocol);
            Assert.Equal(TenantOutcome.Done, await shared.Change(company, end));
            Assert.Equal(notServed, await call());
            Assert.Equal(TenantOutcome.Done, await shared.Change(company, tenant => tenant.Resume(Stop)));

            // A call that was ended is over; who calls again is answered.
            var again = protocol == "telephone, in a call that stood" ? await callers.Ready(protocol) : call;
            Assert.Equal(served, await again());
        }
        if (notServed == Refused) { Assert.NotEmpty(await front.Audited("tenant-suspended")); }
    }

    [Fact]
    public async Task What_arrives_meanwhile_is_kept_and_never_answered()
    {
        var company = await shared.NewCompany();
        var callers = new CompanyCallers(shared.Front, company);
        var (message, record) = (await callers.Ready("WhatsApp webhook"), await callers.Ready("detail record"));
        await message();
        await FrontOfManyCompanies.Until(async () => await Said(company) is [MessageDirection.Bot, MessageDirection.Inbound]);

        await shared.Change(company, tenant => tenant.Suspend("test", Stop));
        Assert.Equal(("200 accepted", "200 OK"), (await message(), await record()));
        Assert.Equal([MessageDirection.Inbound, MessageDirection.Bot, MessageDirection.Inbound], await Said(company));
        ActingTenant.Set(company.Id);
        Assert.Single((await shared.Front.Grains.CallLog(company.Id).Read(null, 10, Stop)).Calls);

        await shared.Change(company, tenant => tenant.Resume(Stop));
        await message();
        await FrontOfManyCompanies.Until(async () => (await Said(company))[0] == MessageDirection.Bot);
        Assert.Equal([MessageDirection.Bot, MessageDirection.Inbound, MessageDirection.Inbound], (await Said(company))[..3]);
    }

    [Fact]
    public async Task Its_people_are_refused_while_its_host_is_still_remembered()
    {
        var company = await shared.NewCompany();
        var call = await new CompanyCallers(shared.Front, company).Ready("access token");
        Assert.Equal("200", await call());
        ActingTenant.Set(company.Id);
        await shared.Front.Grains.Tenant(company.Id).Suspend("test", Stop);

        shared.Front.Clock.Jump(ServedTenants.FreshFor);
        Assert.Equal(Refused, await call());
    }

    [Fact]
    public async Task A_company_beside_it_is_served_all_the_while()
    {
        var (suspended, neighbour) = (await shared.NewCompany(), await shared.NewCompany());
        var callers = new CompanyCallers(shared.Front, neighbour);
        await shared.Change(suspended, tenant => tenant.Suspend("test", Stop));

        Assert.Equal("200", await (await callers.Ready("password in a browser"))());
        Assert.Equal("200 Listening", await (await callers.Ready("telephone"))());
    }

    // The newest first.
    private async Task<MessageDirection[]> Said(TenantProfile company)
    {
        ActingTenant.Set(company.Id);
        var page = await shared.Front.Grains.Conversation(company.Id, CompanyCallers.Customer).ReadTranscript(null, 50, Stop);
        return [.. page.Lines.Select(line => line.Direction)];
    }
}
