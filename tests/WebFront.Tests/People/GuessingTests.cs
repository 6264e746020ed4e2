using System.Net;
using Platform.People;

namespace Platform.Tests.People;

/// <summary>Guessing is slow, and locks nobody out but the guesser.</summary>
public sealed class GuessingTests
{
    private const string Host = "drmarco.localhost";
    private const string Ana = "ana@clinic.example";
    private const int Guesses = 1_000;

    [Fact]
    public async Task A_thousand_wrong_passwords_are_refused_and_the_person_still_comes_in()
    {
        await using var front = await Clinic();
        using var own = await front.SignedIn(Host, Ana);
        using var thief = front.Through("203.0.113.66", Host);
        var replies = new List<Reply>();
        for (var guess = 0; guess < Guesses; guess++) { replies.Add(await thief.SignIn(Ana, $"guess number {guess}")); }

        Assert.All(replies, reply => Assert.True(reply.Status is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests));
        Assert.InRange(replies.Count(reply => reply.Status == HttpStatusCode.Unauthorized), 1, 15);
        Assert.All(replies.Where(reply => reply.Status == HttpStatusCode.TooManyRequests), reply => Assert.NotNull(reply.RetryAfter));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await thief.SignIn(Ana)).Status);
        Assert.NotEmpty(await front.Audited("sign-in-refused"));

        // At the browser that is known, from the address that is known, and from one that is not.
        Assert.Equal(HttpStatusCode.OK, (await own.SignIn(Ana)).Status);
        Assert.Equal(HttpStatusCode.OK, (await front.At(Host).SignIn(Ana)).Status);
        Assert.Equal(HttpStatusCode.OK, (await front.Through("198.51.100.7", Host).SignIn(Ana)).Status);
    }

    [Fact]
    public async Task A_browser_that_is_known_has_its_own_way_also_from_the_guesser_s_address()
    {
        await using var front = await Clinic();
        using var own = front.Through("203.0.113.66", Host);
        Assert.Equal(HttpStatusCode.OK, (await own.SignIn(Ana)).Status);
        using var neighbour = front.Through("203.0.113.66", Host);
        for (var guess = 0; guess < 30; guess++) { await neighbour.SignIn(Ana, $"guess number {guess}"); }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await neighbour.SignIn(Ana)).Status);
        Assert.Equal(HttpStatusCode.OK, (await own.SignIn(Ana)).Status);
    }

    [Fact]
    public async Task One_address_cannot_go_through_many_accounts()
    {
        await using var front = await Clinic();
        using var thief = front.Through("203.0.113.66", Host);
        var replies = new List<Reply>();
        for (var account = 0; account < 60; account++) { replies.Add(await thief.SignIn($"p{account}@clinic.example", "password1234")); }

        Assert.Equal(HttpStatusCode.TooManyRequests, replies[^1].Status);
        Assert.InRange(replies.Count(reply => reply.Status == HttpStatusCode.Unauthorized), 30, 40);

        // Another address is not held up, and a clock that is set back does not make the wait longer than the longest.
        using var neighbour = front.Through("198.51.100.7", Host);
        Assert.Equal(HttpStatusCode.OK, (await neighbour.SignIn(Ana)).Status);
        front.Clock.Jump(-TimeSpan.FromDays(2));
        Assert.InRange((await thief.SignIn(Ana)).RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task Guessers_at_many_addresses_are_held_up_together_and_who_is_known_comes_in()
    {
        await using var front = await Clinic();
        using var own = front.Through("198.51.100.1", Host);
        Assert.Equal(HttpStatusCode.OK, (await own.SignIn(Ana)).Status);
        for (var address = 0; address < 60; address++)
        {
            using var thief = front.Through($"203.0.113.{address}", Host);
            await thief.SignIn(Ana, $"guess number {address}");
        }

        using var stranger = front.Through("192.0.2.9", Host);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await stranger.SignIn(Ana)).Status);
        using var anotherBrowser = front.Through("198.51.100.1", Host);
        Assert.Equal(HttpStatusCode.OK, (await anotherBrowser.SignIn(Ana)).Status);
        own.Headers["X-Forwarded-For"] = "192.0.2.10";
        Assert.Equal(HttpStatusCode.OK, (await own.SignIn(Ana)).Status);
    }

    [Fact]
    public async Task Who_mistypes_now_and_then_is_never_held_up()
    {
        await using var front = await Clinic();
        using var own = await front.SignedIn(Host, Ana);
        for (var day = 0; day < 4; day++)
        {
            for (var slip = 0; slip < 4; slip++) { Assert.Equal(HttpStatusCode.Unauthorized, (await own.SignIn(Ana, "a slip")).Status); }
            Assert.Equal(HttpStatusCode.OK, (await own.SignIn(Ana)).Status);
        }
    }

    [Fact]
    public async Task An_address_that_nobody_has_is_throttled_as_one_that_somebody_has()
    {
        await using var front = await Clinic();
        await front.Person(await front.Company("allpfit"), "bia@gym.example");
        var seen = new List<HttpStatusCode[]>();
        foreach (var (host, email) in ((string, string)[])[(Host, "nobody@clinic.example"), ("allpfit.localhost", "bia@gym.example")])
        {
            using var thief = front.Through($"203.0.113.{seen.Count}", host);
            var replies = new List<HttpStatusCode>();
            for (var guess = 0; guess < 8; guess++) { replies.Add((await thief.SignIn(email, "password1234")).Status); }
            seen.Add([.. replies]);
        }
        Assert.Equal(seen[0][..6], seen[1][..6]);
        Assert.Contains(HttpStatusCode.TooManyRequests, seen[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, seen[1]);
    }

    [Fact]
    public async Task A_wait_is_over_when_its_time_has_come_and_never_longer_than_the_longest_whatever_the_clock_does()
    {
        await using var front = await Clinic();
        using var thief = front.Through("203.0.113.66", Host);
        for (var guess = 0; guess < 10; guess++) { await thief.SignIn(Ana, $"guess number {guess}"); }
        front.Clock.Jump(-TimeSpan.FromDays(2));
        var reply = await thief.SignIn(Ana);
        Assert.Equal(HttpStatusCode.TooManyRequests, reply.Status);
        Assert.True(reply.RetryAfter <= TimeSpan.FromMinutes(15));

        front.Clock.Jump(TimeSpan.FromDays(2) + TimeSpan.FromMinutes(16));
        Assert.Equal(HttpStatusCode.OK, (await thief.SignIn(Ana)).Status);
    }

    private static async Task<WholeFront> Clinic()
    {
        var front = await WholeFront.Start(("Hosts:TrustedProxies:0", "127.0.0.1"));
        await front.Person(await front.Company("drmarco"), Ana);
        return front;
    }
}
