using Microsoft.Extensions.Options;
using Platform.FairShare;
using Platform.Tenancy;
using Platform.Tests.Harness;

namespace Platform.Tests.FairShare;

public sealed class FairGateTests
{
    private static readonly TenantId Flood = new(Guid.Parse("00000000-0000-0000-0000-00000000000a"));
    private static readonly TenantId Quiet = new(Guid.Parse("00000000-0000-0000-0000-00000000000b"));
    private static readonly TenantId Other = new(Guid.Parse("00000000-0000-0000-0000-00000000000c"));

    private readonly ManualClock _clock = new();
    private readonly FairGate _gate;

    public FairGateTests() => _gate = new FairGate(
        Options.Create(new FairShareOptions { AtOnceOfCompany = 2, AtOnce = 4, WaitingOfCompany = 3, WaitMax = TimeSpan.FromSeconds(5) }), _clock);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_company_has_so_many_requests_inside_and_so_many_waiting_and_no_more()
    {
        var asked = Enumerable.Range(0, 6).Select(_ => Enter(Flood)).ToArray();

        Assert.Equal([true, true, false, false, false, true], asked.Select(one => one.IsCompleted));
        Assert.False(await asked[5]);
        _gate.Leave(Flood);
        Assert.True(await asked[2]);
        Assert.False(asked[3].IsCompleted);
    }

    [Fact]
    public async Task A_flood_leaves_room_for_others()
    {
        for (var i = 0; i < 5; i++) { _ = Enter(Flood); }

        Assert.True(await Enter(Quiet));
    }

    [Fact]
    public async Task When_the_house_is_full_companies_are_let_in_by_turns()
    {
        await Enter(Other);
        await Enter(Other);
        await Enter(Flood);
        await Enter(Flood);
        var (flood, others) = (Enter(Flood), new[] { Enter(Other), Enter(Other) });
        var quiet = Enter(Quiet);

        _gate.Leave(Flood);
        Assert.True(await quiet);
        Assert.False(flood.IsCompleted);
        _gate.Leave(Other);
        Assert.True(await flood);
        Assert.All(others, other => Assert.False(other.IsCompleted));
    }

    [Fact]
    public async Task Who_hangs_up_while_waiting_gives_the_place_to_the_next()
    {
        await Enter(Flood);
        await Enter(Flood);
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var gone = Enumerable.Range(0, 3).Select(_ => _gate.Enter(Flood, hangUp.Token).AsTask()).ToArray();
        await hangUp.CancelAsync();
        var patient = Enter(Flood);
        foreach (var one in gone) { await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one); }
        Assert.False(patient.IsCompleted);

        _gate.Leave(Flood);
        Assert.True(await patient);
    }

    [Fact]
    public async Task Who_has_waited_long_enough_is_told_to_come_back_and_keeps_no_place()
    {
        await Enter(Flood);
        await Enter(Flood);
        var first = Enter(Flood);
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        var second = Enter(Flood);
        Assert.False(first.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(await first);
        Assert.False(second.IsCompleted);
        _gate.Leave(Flood);
        Assert.True(await second);
    }

    [Fact]
    public async Task A_company_without_requests_is_forgotten()
    {
        foreach (var company in new[] { Flood, Quiet }) { await Enter(company); }
        Assert.Equal(2, _gate.Companies);
        foreach (var company in new[] { Flood, Quiet }) { _gate.Leave(company); }

        Assert.Equal(0, _gate.Companies);
    }

    [Fact]
    public async Task However_many_come_and_go_nobody_is_forgotten_and_no_limit_is_passed()
    {
        var (inside, most) = (0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, 3_000), new ParallelOptions { MaxDegreeOfParallelism = 9, CancellationToken = Stop }, async (i, stop) =>
        {
            var company = (i % 3) switch { 0 => Quiet, 1 => Other, _ => Flood };
            if (!await _gate.Enter(company, stop)) { return; }
            Highest(ref most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            _gate.Leave(company);
        });

        Assert.InRange(most, 1, 4);
        Assert.Equal((0, 0), (inside, _gate.Companies));
    }

    private Task<bool> Enter(TenantId company) => _gate.Enter(company, Stop).AsTask();

    private static void Highest(ref int most, int now)
    {
        for (var seen = most; now > seen; seen = most) { Interlocked.CompareExchange(ref most, now, seen); }
    }
}
