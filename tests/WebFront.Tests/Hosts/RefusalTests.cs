using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Audit;
using Platform.People;
using Platform.Tenancy;
using Platform.Tests.People;

namespace Platform.Tests.Hosts;

/// <summary>What is written of a request that was refused: who, from where, at which end point, and nothing about a customer.</summary>
public sealed class RefusalTests
{
    private const string Host = "drmarco.localhost";
    private const string Number = "5511987654321";
    private const string Ana = "ana@clinic.example";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_path_s_number_is_in_no_log_and_no_audit_whatever_refuses_the_request()
    {
        var log = new KeptLog();
        await using var front = await WholeFront.Start(
            Directory.CreateTempSubdirectory("whole-front-"), services => services.AddSingleton<ILoggerProvider>(log));
        await front.Company("drmarco");
        await front.Company("asleep", TenantStatus.Suspended);
        foreach (var path in (string[])[$"/api/conversations/{Number}/messages", $"/api/nowhere/{Number}"])
        {
            await front.At("asleep.localhost").Get(path);
            await front.At("localhost").Get(path);
            await front.At(Host).Get(path);
            using var elsewhere = front.At(Host);
            elsewhere.Headers["Origin"] = "https://elsewhere.example";
            await elsewhere.Post(path, new { text = "oi" });
        }

        AuditEntry[] entries =
        [
            .. await front.Audited("tenant-suspended"), .. await front.Audited("wrong-host"), .. await front.Audited("forged-request"),
            .. await front.Audited("unauthenticated-call"),
        ];
        Assert.Equal(["GET /api/conversations/{peer}/messages", "GET nowhere"], (await front.Audited("tenant-suspended")).Select(each => each.Detail));
        Assert.Equal(["origin: POST nowhere"], (await front.Audited("forged-request")).Select(each => each.Detail).Distinct());
        Assert.Equal("GET /api/conversations/{peer}/messages", Assert.Single(await front.Audited("wrong-host")).Detail);
        Assert.DoesNotContain(entries, entry => entry.ToString().Contains(Number, StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("tenant-suspended", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains(Number, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_person_and_each_address_has_an_entry_and_the_same_again_has_none()
    {
        await using var front = await WholeFront.Start(("Hosts:TrustedProxies:0", "127.0.0.0/8"));
        var company = await front.Company("drmarco");
        foreach (var agent in (string[])["bia@clinic.example", "caio@clinic.example"])
        {
            await front.Person(company, agent, Role.Agent);
            using var browser = await front.SignedIn(Host, agent);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get("/api/people")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get("/api/people")).Status);
        }
        Assert.Equal(
            ["user:bia@clinic.example", "user:caio@clinic.example"], (await front.Audited("forbidden-call")).Select(each => each.Actor));

        foreach (var address in (string[])["198.51.100.1", "198.51.100.2", "198.51.100.1"])
        {
            using var stranger = front.Through(address, Host);
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.Get("/api/people")).Status);
        }
        Assert.Equal(["198.51.100.1", "198.51.100.2"], (await front.Audited("unauthenticated-call")).Select(each => each.Address));
    }

    [Fact]
    public async Task A_flood_from_many_addresses_becomes_no_flood_of_entries()
    {
        await using var front = await WholeFront.Start(("Hosts:TrustedProxies:0", "127.0.0.0/8"), ("Audit:RefusalsPerMinute", "5"));
        var company = await front.Company("drmarco");
        for (var each = 1; each <= 20; each++)
        {
            using var stranger = front.Through($"198.51.100.{each}", Host);
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.Get("/api/people")).Status);
        }

        ActingTenant.Set(company.Id);
        var filter = new AuditFilter("unauthenticated-call", Actor: null, From: null, To: null);
        Assert.Equal(5, (await front.Grains.AuditTrail(company.Id).Search(filter, before: null, 100, Stop)).Entries.Length);
    }

    [Fact]
    public async Task A_genuine_token_at_another_s_host_is_told_to_the_operator_with_its_owner_and_to_the_company_without()
    {
        await using var front = await WholeFront.Start();
        var clinic = await front.Company("drmarco");
        var gym = await front.Company("allpfit");
        await front.Person(gym, Ana);
        await front.Operator();
        var anas = (await front.At("allpfit.localhost").Token(Ana)).Json.GetProperty("accessToken").GetString()!;
        var operators = (await front.At("localhost").Token("op@platform.example")).Json.GetProperty("accessToken").GetString()!;

        Assert.Equal(HttpStatusCode.Unauthorized, (await front.With(Host, anas).Get("/api/people")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.With(Host, operators).Get("/api/people")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.With(Host, $"{anas[..^4]}AAAA").Get("/api/people")).Status);
        Assert.Equal(
            [
                (clinic.Id, "outside", "another-host: GET /api/people/"),
                (null, $"user:{Ana}", $"another-host, of tenant {gym.Id}, shown to tenant {clinic.Id}: GET /api/people/"),
                (null, "operator:op@platform.example", $"another-host, of the operator, shown to tenant {clinic.Id}: GET /api/people/"),
                (clinic.Id, "outside", "forged: GET /api/people/"),
            ],
            (await front.Audited("access-token-refused")).Select(each => (each.Tenant, each.Actor, each.Detail)));
    }

    // The web framework's own lines name paths; what runs the platform in earnest does not take them.
    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = [];

        internal IEnumerable<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) =>
            categoryName.StartsWith("Platform.", StringComparison.Ordinal) ? this : NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
