using Platform.Calls;
using Platform.Channels;
using Platform.Conversations;
using Platform.Demo;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.Tests.Simulation;

/// <summary>One run: 500 steps drawn from the seed, then calm until everything owed is paid, then the invariants.</summary>
internal sealed class Scenario(PlatformWorld world)
{
    public const int Steps = 500;
    private const int CalmRoundsMax = 2_000;

    private readonly Deliveries _deliveries = new(world);
    private readonly List<string> _calls = [];
    private int _callsMade;

    private Random Random => world.World.Random;

    /// <summary>Cross-tenant calls that were tried.</summary>
    public int Attacks { get; private set; }

    /// <summary>Cross-tenant calls that were refused.</summary>
    public int Refusals { get; private set; }

    /// <summary>Answers that callers got.</summary>
    public List<CallReply> Replies { get; } = [];

    public async Task Run()
    {
        await world.Start();
        foreach (var company in Town.Companies) { await Seed(company); }
        for (var step = 0; step < Steps; step++)
        {
            await Step();
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Next(1, 400)), world.Clock);
        }
        await CalmDown();
        Invariants.Check(world, this, _deliveries.All);
    }

    private Task Step() => Random.Next(100) switch
    {
        < 45 => Do(() => _deliveries.FromCustomer(AnyCompany(), Any(Town.Customers), Any(Town.Lines))),
        < 60 => Do(() => { if (_deliveries.All.Count > 0) { _deliveries.Repeat(Any(_deliveries.All)); } }),
        < 66 => Do(() => _deliveries.FromPerson(AnyCompany(), Any(Town.Customers))),
        < 72 => Do(() => _ = world.World.Spawn("release", Release)),
        < 82 => Do(() => _ = world.World.Spawn("call", CallStep)),
        < 88 => Do(() => _ = world.World.Spawn("status", ReportStatus)),
        < 92 => Do(() => _ = world.World.Spawn("attack", Attack)),
        < 94 => CrashAndRestart(),
        < 96 => Do(() => world.Store.IsDown = !world.Store.IsDown),
        < 98 => Do(() => world.Gateway.IsDown = !world.Gateway.IsDown),
        _ => Task.Delay(TimeSpan.FromSeconds(Random.Next(1, 30)), world.Clock),
    };

    // A process that died is missed for a while; deliveries meanwhile find nobody.
    private async Task CrashAndRestart()
    {
        world.Crash();
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Next(3_000)), world.Clock);
        world.Store.IsDown = false;
        await world.Start();
    }

    private async Task CalmDown()
    {
        world.Faults.Active = false;
        (world.Store.IsDown, world.Gateway.IsDown) = (false, false);
        for (var round = 0; round < CalmRoundsMax; round++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), world.Clock);
            if (_deliveries.Pending == 0 && world.Store.Outbox.All(row => !row.IsOpen) && !world.Store.IsReplyOwed) { return; }
        }
        throw new InvalidOperationException(
            $"The world does not calm down: {_deliveries.Pending} deliveries, {world.Store.Outbox.Count(row => row.IsOpen)} unsent messages.");
    }

    private async Task Seed(DemoCompany company)
    {
        world.Faults.Active = false;
        await world.Call(Town.Id(company), async grains =>
        {
            await grains.Tenant(Town.Id(company)).Create(company.Profile, CancellationToken.None);
            return true;
        });
        world.Faults.Active = true;
    }

    private Task Release() => Tolerating(async () =>
    {
        var company = AnyCompany();
        await world.Call(Town.Id(company), grains => Conversation(grains, company, Any(Town.Customers)).Release(CancellationToken.None));
    });

    private Task CallStep() => Tolerating(async () =>
    {
        var company = AnyCompany();
        var customer = Any(Town.Customers);
        var call = _calls.Count > 0 && Random.Next(4) > 0 ? Any(_calls) : NewCall();
        var facts = new CallFacts(Town.Telephone(company), "5000", CallerName: null);
        var input = Random.Next(4) == 0
            ? new CallInput(CallInputKind.Invalid, "")
            : new CallInput(CallInputKind.Digits, Any(Town.Keys));
        var step = new Platform.Calls.CallStep(CallId.Parse(call), facts, input, world.Clock.GetUtcNow());
        Replies.Add(await world.Call(
            Town.Id(company), grains => Conversation(grains, company, customer).StepCall(step, CancellationToken.None)));
        if (Random.Next(6) == 0)
        {
            var ended = new CallEnded(CallId.Parse(call), facts, "NORMAL_CLEARING", world.Clock.GetUtcNow());
            await world.Call(Town.Id(company), async grains =>
            {
                await Conversation(grains, company, customer).EndCall(ended, CancellationToken.None);
                return true;
            });
        }
    });

    private string NewCall()
    {
        _calls.Add($"call-{++_callsMade}");
        return _calls[^1];
    }

    private Task ReportStatus() => Tolerating(async () =>
    {
        if (world.Gateway.Sends.Count == 0) { return; }
        var sent = Any(world.Gateway.Sends);
        var status = Any<DeliveryStatus>([DeliveryStatus.Sent, DeliveryStatus.Delivered, DeliveryStatus.Read]);
        await world.Call(sent.Tenant, async grains =>
        {
            await grains.Channel(sent.Tenant, sent.Channel)
                .ReportStatus(new StatusReport(sent.Id, status, world.Clock.GetUtcNow()), CancellationToken.None);
            return true;
        });
    });

    // A front that acts for one company reaches for another's conversation.
    private async Task Attack()
    {
        var (mine, theirs) = (Town.Companies[0], Town.Companies[1]);
        if (world.Host is null) { return; }
        Attacks++;
        try
        {
            await world.Call(Town.Id(mine), grains => Conversation(grains, theirs, Any(Town.Customers)).TakeOver(CancellationToken.None));
        }
        catch (WrongTenantException)
        {
            Refusals++;
        }
        catch (Exception unavailable) when (unavailable is Turns.StoreUnavailableException or OrleansException or TimeoutException)
        {
            Attacks--;
        }
    }

    private static async Task Tolerating(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception unavailable) when (unavailable is Turns.StoreUnavailableException or OrleansException or TimeoutException)
        {
            // The caller of the real front gets 503 or the emergency document here; nothing may have changed, which the invariants check.
        }
    }

    private static IConversationGrain Conversation(IGrainFactory grains, DemoCompany company, PhoneNumber customer) =>
        grains.Conversation(Town.Id(company), PeerKey.Of(customer));

    private DemoCompany AnyCompany() => Any(Town.Companies);

    private T Any<T>(IReadOnlyList<T> items) => items[Random.Next(items.Count)];

    private static Task Do(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
