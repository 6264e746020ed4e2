using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Platform.People;
using PasswordOptions = Platform.People.PasswordOptions;

namespace Platform.Tests.People;

/// <summary>Passwords are compared on a few threads with a bounded queue, with the same work for everybody.</summary>
public sealed class HashingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Never_more_run_than_there_are_threads_nor_wait_than_there_is_room_and_the_rest_is_refused_at_once()
    {
        using var threads = new HashingThreads(count: 2, queueMax: 3);
        using var gate = new ManualResetEventSlim();
        using var running = new SemaphoreSlim(0);
        var seen = new ConcurrentQueue<int>();
        var now = 0;
        int Hash()
        {
            seen.Enqueue(Interlocked.Increment(ref now));
            running.Release();
            gate.Wait(Stop);
            return Interlocked.Decrement(ref now);
        }

        List<Task<int>> taken = [threads.Run(Hash, Stop), threads.Run(Hash, Stop)];
        await running.WaitAsync(Stop);
        await running.WaitAsync(Stop);
        for (var waiting = 0; waiting < 3; waiting++) { taken.Add(threads.Run(Hash, Stop)); }
        for (var more = 0; more < 100; more++) { await Assert.ThrowsAsync<SignInBusyException>(() => threads.Run(Hash, Stop)); }

        gate.Set();
        await Task.WhenAll(taken);
        Assert.Equal(5, seen.Count);
        Assert.Equal(2, seen.Max());
        Assert.Equal(0, await threads.Run(Hash, Stop));
    }

    [Fact]
    public async Task A_failure_is_the_caller_s_own_and_the_thread_goes_on()
    {
        using var threads = new HashingThreads(count: 1, queueMax: 1);
        await Assert.ThrowsAsync<FormatException>(() => threads.Run<int>(() => throw new FormatException(), Stop));
        Assert.Equal(1, await threads.Run(() => 1, Stop));
    }

    [Fact]
    public async Task What_nobody_has_is_compared_with_a_hash_of_the_same_work_and_is_always_wrong()
    {
        var options = new PasswordOptions { Iterations = 210_001, Workers = 1 };
        using var hasher = new IdentityPasswordHasher(Options.Create(options));
        Assert.Equal(WorkIn(await hasher.Hash("correct horse", Stop)), WorkIn(hasher.NobodysHash));
        Assert.Equal(options.Iterations, WorkIn(hasher.NobodysHash));
        Assert.Equal(PasswordVerdict.Wrong, await hasher.Verify(hash: null, Guid.Empty.ToString(), Stop));
    }

    [Fact]
    public async Task A_hash_of_less_work_is_right_and_outdated()
    {
        using var hasher = new IdentityPasswordHasher(Options.Create(new PasswordOptions { Workers = 1 }));
        var older = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = 1_000 })).HashPassword(this, "correct horse");
        Assert.Equal(PasswordVerdict.RightAndOutdated, await hasher.Verify(older, "correct horse", Stop));
        Assert.Equal(PasswordVerdict.Wrong, await hasher.Verify(older, "wrong horse", Stop));
        Assert.Equal(PasswordVerdict.Right, await hasher.Verify(await hasher.Hash("correct horse", Stop), "correct horse", Stop));
    }

    // The third version of ASP.NET Core's form: one byte, the function, then the iterations.
    private static int WorkIn(string hash) => BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(hash).AsSpan(5));
}
