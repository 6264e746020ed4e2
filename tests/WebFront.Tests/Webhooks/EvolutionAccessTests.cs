using System.Net;

namespace Platform.Tests.Webhooks;

public class EvolutionAccessTests
{
    private static readonly byte[] Body = Upsert.Bytes(Upsert.Body());

    [Theory]
    [InlineData("NoSuchInstance")]
    [InlineData("Tenant-0001-Main")]    // the gateway tells upper and lower case apart
    [InlineData("tenant-0001-main%20")]
    [InlineData("a%2Fb")]
    public async Task An_unknown_instance_is_404_and_audited(string instance)
    {
        await using var server = await WebhookServer.Start();

        var answer = await server.Post(Body, instance);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.Equal(
            ("unknown-instance", null), (Assert.Single(server.Companies.Audited).Action, server.Companies.Audited.Single().Tenant));
        Assert.Empty(server.Companies.Messages);
    }

    [Theory]
    [InlineData("wrong", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData(null, "forged.token.here")]
    [InlineData("wrong", "header.claims.signature")]   // a wrong secret is not made good by a token
    [InlineData("correct horse battery staple, correct horse battery staple", null)]
    public async Task A_wrong_or_missing_secret_is_401_and_audited_for_the_tenant(string? secret, string? bearer)
    {
        await using var server = await WebhookServer.Start();

        var answer = await server.Post(Body, secret: secret, bearer: bearer);

        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (answer.Status, answer.MediaType));
        var entry = Assert.Single(server.Companies.Audited);
        Assert.Equal(("wrong-webhook-secret", FakeCompanies.Clinic), (entry.Action, entry.Tenant));
        Assert.Empty(server.Companies.Messages);
    }

    [Fact]
    public async Task A_token_signed_with_the_secret_is_as_good_as_the_secret()
    {
        await using var server = await WebhookServer.Start();

        Assert.Equal(HttpStatusCode.OK, (await server.Post(Body, secret: null, bearer: server.Companies.GenuineToken)).Status);
    }

    [Fact]
    public async Task A_name_that_was_claimed_without_a_secret_takes_nothing()
    {
        await using var server = await WebhookServer.Start();
        server.Companies.Claim("Open", FakeCompanies.Gym, secret: null);

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Post(Body, "Open", secret: "")).Status);
    }

    [Fact]
    public async Task The_body_is_not_read_before_the_caller_is_known()
    {
        await using var server = await WebhookServer.Start();

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Post("not JSON"u8.ToArray(), secret: "wrong")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Post("not JSON"u8.ToArray(), "NoSuchInstance")).Status);
    }

    [Fact]
    public async Task A_body_of_another_instance_is_refused_and_audited()
    {
        await using var server = await WebhookServer.Start();
        server.Companies.Claim("AllpFit", FakeCompanies.Gym, "another secret");

        var answer = await server.Post(Body, "AllpFit", "another secret");

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal(
            ("foreign-instance-in-body", FakeCompanies.Gym),
            (server.Companies.Audited.Single().Action, server.Companies.Audited.Single().Tenant));
        Assert.Empty(server.Companies.Messages);
    }

    [Fact]
    public async Task A_flood_of_one_refusal_is_audited_once_a_minute()
    {
        await using var server = await WebhookServer.Start();

        for (var i = 0; i < 20; i++)
        {
            await server.Post(Body, "NoSuchInstance");
        }
        Assert.Single(server.Companies.Audited);

        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await server.Post(Body, "NoSuchInstance");
        Assert.Equal(2, server.Companies.Audited.Count);
    }

    [Fact]
    public async Task A_secret_that_was_just_replaced_is_taken_at_once_and_the_old_one_refused_from_then_on()
    {
        await using var server = await WebhookServer.Start();
        await server.Post(Body);
        server.Companies.Claim(WhatsAppFixtures.Instance, FakeCompanies.Clinic, "new secret");

        Assert.Equal(HttpStatusCode.OK, (await server.Post(Body, secret: "new secret")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Post(Body)).Status);
    }

    [Fact]
    public async Task A_name_that_was_just_claimed_is_known_within_two_seconds()
    {
        await using var server = await WebhookServer.Start();
        await server.Post(Body, "AllpFit");
        server.Companies.Claim("AllpFit", FakeCompanies.Gym, "another secret");
        server.Clock.Advance(TimeSpan.FromSeconds(2));

        var body = Upsert.Bytes(Upsert.Body(change: b => b["instance"] = "AllpFit"));
        Assert.Equal(HttpStatusCode.OK, (await server.Post(body, "AllpFit", "another secret")).Status);
    }

    [Fact]
    public async Task Strangers_cannot_make_a_known_name_forgotten()
    {
        await using var server = await WebhookServer.Start();
        await server.Post(Body);
        for (var i = 0; i < 2_100; i++)
        {
            await server.Post([], $"Stranger{i}");
        }
        var before = server.Companies.Calls;

        await server.PostFixture("upsert-text-lid-v2.3.7");
        Assert.Equal(1, server.Companies.Calls - before);
    }
}
