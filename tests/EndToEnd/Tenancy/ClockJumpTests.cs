using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.StandIn;
using Platform.Tests.Attacks;
using Platform.Tests.Harness;
using Platform.Tests.Onboarding;

namespace Platform.Tests.Tenancy;

/// <summary>A machine whose clock jumps by a day, there and back: what waits for a time is done in its time, and nothing stands still.</summary>
public sealed class ClockJumpTests : IAsyncLifetime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly SqliteDatabase _database = new();
    private readonly ShiftedClock _clock = new();
    private StandInServer? _gateway;
    private FrontInProcess? _front;

    private FrontInProcess Front => _front!;

    [Fact]
    public async Task Grace_periods_invitations_and_sign_ins_hold_over_jumps_of_a_day()
    {
        var tenant = await TakeIn("jumper");
        var progress = await Front.Call(HttpMethod.Get, $"api/admin/tenants/{tenant}/onboarding");
        await Front.Call(HttpMethod.Delete, $"api/admin/tenants/{tenant}");

        foreach (var jump in new[] { Day, -Day, -Day, Day })
        {
            _clock.Forward(jump);
            await Front.SignIn();
            Assert.Equal("cancelled", (await Front.Call(HttpMethod.Get, $"api/admin/tenants/{tenant}")).Required("status"));
        }

        Assert.Equal(HttpStatusCode.OK, (await Front.Call(HttpMethod.Post, $"api/admin/tenants/{tenant}/resume")).Status);
        await Accepts("jumper", progress.Required("invitation"));
        await TakeIn("after-the-jumps");

        Assert.Equal(HttpStatusCode.OK, (await Front.Call(HttpMethod.Delete, $"api/admin/tenants/{tenant}")).Status);
        _clock.Forward(Day * 31);
        await Front.SignIn();
        await Eventually.Holds("the company is deleted when its grace period is over", async () =>
            (await Front.Call(HttpMethod.Get, $"api/admin/tenants/{tenant}")).Body?["status"]?.ToString() == "deleted");
    }

    public async ValueTask InitializeAsync()
    {
        _gateway = await StandInServer.Start(
            new StandInOptions { ScannedAfter = TimeSpan.FromMilliseconds(1) }, cancellationToken: TestContext.Current.CancellationToken);
        _front = await FrontInProcess.Start(
            _database, _gateway, new Uri($"http://127.0.0.1:{FreePort.Take()}"), services => services.AddSingleton<TimeProvider>(_clock));
    }

    public async ValueTask DisposeAsync()
    {
        if (_front is not null) { await _front.DisposeAsync(); }
        if (_gateway is not null) { await _gateway.DisposeAsync(); }
        await _database.DisposeAsync();
    }

    private async Task<string> TakeIn(string slug)
    {
        var begun = await Front.Call(HttpMethod.Post, "api/admin/onboarding", new JsonObject
        {
            ["slug"] = slug, ["name"] = "Academia Nova", ["sector"] = "gyms", ["admin"] = $"dona@{slug}.example",
            ["whatsApp"] = new JsonObject { ["gateway"] = "evolution" },
        });
        var path = $"api/admin/tenants/{begun.Required("tenant")}/onboarding";
        await Eventually.Holds($"{slug} is ready", async () =>
            (await Front.Call(HttpMethod.Get, path)).Body?["state"]?.GetValue<string>() == "done");
        return begun.Required("tenant");
    }

    // A company that is resumed is served within seconds.
    private async Task Accepts(string slug, string invitation)
    {
        var body = new JsonObject { ["token"] = new Uri(invitation).Fragment.TrimStart('#'), ["password"] = "quite a long password" };
        ApiAnswer? last = null;
        await Eventually.Holds(
            "the invitation is accepted",
            async () => (last = await Front.Call(HttpMethod.Post, "api/auth/welcome", body.DeepClone(), $"{slug}.localhost")).Status == HttpStatusCode.NoContent,
            () => Task.FromResult($"{last?.Status} {last?.Text}"));
    }
}
