using System.Net;
using Platform.People;
using Platform.Tenancy;

namespace Platform.Tests.People;

/// <summary>What a sign-in costs: the same for everybody, brought up to date on the way, and never the turns of others.</summary>
public sealed class HashingTests
{
    private const string Host = "drmarco.localhost";
    private const string Ana = "ana@clinic.example";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_nobody_is_costs_as_many_comparisons_as_somebody()
    {
        await using var front = await WholeFront.Start();
        var company = await front.Company("drmarco");
        await front.Person(company, Ana);
        ActingTenant.Set(company.Id);
        await front.Grains.People(company.Id).Invite(new Invitation(EmailAddress.Parse("new@clinic.example"), "New", Role.Agent), Stop);

        var hashed = front.Hasher.Hashed;
        foreach (var (email, isNobody) in ((string, bool)[])[(Ana, false), ("nobody@clinic.example", true), ("new@clinic.example", true)])
        {
            front.Hasher.Compared.Clear();
            Assert.Equal(HttpStatusCode.Unauthorized, (await front.At(Host).SignIn(email, "a wrong password")).Status);
            Assert.Equal(isNobody, Assert.Single(front.Hasher.Compared) is null);
        }
        Assert.Equal(hashed, front.Hasher.Hashed);
    }

    [Fact]
    public async Task A_sign_in_brings_an_older_hash_up_to_the_work_that_is_usual_now_once()
    {
        var data = Directory.CreateTempSubdirectory("whole-front-");
        var before = await WholeFront.Start(data, ("Passwords:Iterations", "210000"));
        await before.Person(await before.Company("drmarco"), Ana);
        await before.Stop();

        await using var after = await WholeFront.Start(data, ("Passwords:Iterations", "220000"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await after.At(Host).SignIn(Ana, "a wrong password")).Status);
        Assert.Equal(0, after.Hasher.Hashed);
        Assert.Equal(HttpStatusCode.OK, (await after.At(Host).SignIn(Ana)).Status);
        Assert.Equal(1, after.Hasher.Hashed);
        Assert.Equal(HttpStatusCode.OK, (await after.At(Host).SignIn(Ana)).Status);
        Assert.Equal(1, after.Hasher.Hashed);
        Assert.Equal(2, after.Hasher.Compared.Distinct().Count());
    }

    [Fact]
    public async Task A_flood_of_wrong_passwords_is_told_to_come_back_and_turns_go_on()
    {
        const int Threads = 1, Room = 4, Flood = 40;
        await using var front = await WholeFront.Start();
        await front.Person(await front.Company("drmarco"), Ana);
        using var atWork = await front.SignedIn(Host, Ana);
        using var held = new HeldHasher(Threads, Room);
        front.Hasher.Use(held);

        Task<Reply> SignIn(int each) => front.At(Host).SignIn($"p{each}@clinic.example", "a wrong password");
        var first = SignIn(0);
        await held.Busy;
        var attempts = Enumerable.Range(1, Flood - 1).Select(SignIn).Prepend(first).ToArray();
        await Until(() => attempts.Count(attempt => attempt.IsCompleted) == Flood - Threads - Room);
        foreach (var attempt in attempts.Where(attempt => attempt.IsCompleted))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await attempt).Status);
            Assert.NotNull((await attempt).RetryAfter);
        }
        Assert.Equal(HttpStatusCode.NoContent, (await atWork.Put("/api/people/policy", new { codesRequired = false })).Status);
        Assert.Equal(HttpStatusCode.OK, (await atWork.Get(PeopleFront.Conversations)).Status);

        held.Release();
        Assert.Equal(Threads + Room, (await Task.WhenAll(attempts)).Count(reply => reply.Status == HttpStatusCode.Unauthorized));
    }

    private static async Task Until(Func<bool> holds)
    {
        for (var look = 0; look < 6_000 && !holds(); look++) { await Task.Delay(20, Stop); }
        Assert.True(holds(), "It did not happen in two minutes.");
    }

    /// <summary>Real threads and a real queue, whose work takes until it is released.</summary>
    private sealed class HeldHasher(int threads, int room) : IPasswordHasher, IDisposable
    {
        private readonly HashingThreads _threads = new(threads, room);
        private readonly ManualResetEventSlim _gate = new();
        private readonly TaskCompletionSource _busy = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Ends when a thread has taken up work: what waits then is what the queue has room for.</summary>
        internal Task Busy => _busy.Task;

        internal void Release() => _gate.Set();

        public Task<string> Hash(string password, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<PasswordVerdict> Verify(string? hash, string password, CancellationToken cancellationToken) => _threads.Run(
            () =>
            {
                _busy.TrySetResult();
                _gate.Wait(Stop);
                return PasswordVerdict.Wrong;
            },
            cancellationToken);

        public void Dispose()
        {
            _gate.Set();
            _threads.Dispose();
            _gate.Dispose();
        }
    }
}
