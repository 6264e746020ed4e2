using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Platform.Benchmarks.Growth;
using Platform.Benchmarks.Hosts;
using Platform.Benchmarks.Load;
using Platform.Benchmarks.Report;
using Platform.Demo;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.Benchmarks.Memory;

/// <summary>Memory of a conversation that is active and idle, with its state; and whether it is given back when idle for long.</summary>
internal static class IdleMemoryBenchmark
{
    private const long FirstNumber = 5511980000000;
    private const int CallersCount = 64;
    private static readonly TimeSpan CollectionAge = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task Run(IDatabase database, Scale scale, ResultTable report)
    {
        await using var host = await PlatformHost.Start(database, configure: services => services.Configure<GrainCollectionOptions>(
            collection => (collection.CollectionAge, collection.CollectionQuantum) = (CollectionAge, TimeSpan.FromSeconds(1))));
        var peers = new NumberRange(FirstNumber, scale.IdleConversations, 1);
        await Preload.Conversations(host, peers with { Count = scale.IdleConversations + 1 }, 1);
        await Activate(host, FirstNumber + scale.IdleConversations);
        var before = Used();
        await Activate(host, peers);
        var held = Used() - before;
        report.Add(new Result($"memory of an idle conversation ({scale.IdleConversations:N0} active)", Bytes(held / scale.IdleConversations))
        {
            Target = "≤ 4,096 bytes",
        });

        var deadline = DateTimeOffset.UtcNow + Patience;
        while (Used() - before > held / 4 && DateTimeOffset.UtcNow < deadline) { await Task.Delay(TimeSpan.FromSeconds(1)); }
        var kept = Math.Max(0, Used() - before) / scale.IdleConversations;
        report.Add(new Result("the same after the collection of idle ones", Bytes(kept)) { Target = "given back" });
    }

    private static Task Activate(PlatformHost host, NumberRange peers) => Parallel.ForEachAsync(
        Enumerable.Range(0, peers.Count),
        new ParallelOptions { MaxDegreeOfParallelism = CallersCount },
        async (index, _) => await Activate(host, peers[index]));

    private static async Task Activate(PlatformHost host, long number)
    {
        var tenant = DemoCompany.All[0].Profile.Id;
        ActingTenant.Set(tenant);
        var peer = PeerKey.Parse(number.ToString(CultureInfo.InvariantCulture));
        await host.Grains.Conversation(tenant, peer).GetOwnership(CancellationToken.None);
    }

    private static long Used()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static string Bytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes");
}
