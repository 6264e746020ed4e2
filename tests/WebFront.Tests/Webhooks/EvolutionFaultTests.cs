using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Webhooks;

public class EvolutionFaultTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"event":"messages.upsert","instance":"tenant-0001-main","data":{"key":7}}""")]
    public async Task What_cannot_be_read_is_400_with_a_problem_and_a_log_line_with_the_tenant(string body)
    {
        await using var server = await WebhookServer.Start();

        var answer = await server.Post(Encoding.UTF8.GetBytes(body));

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.Contains(server.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal)
            && line.Contains(FakeCompanies.Clinic.ToString(), StringComparison.Ordinal));
        Assert.Empty(server.Companies.Messages);
    }

    [Fact]
    public async Task Ten_megabytes_are_413_announced_or_not_and_change_nothing()
    {
        await using var server = await WebhookServer.Start();
        var large = Upsert.Bytes(Upsert.Body(new JsonObject { ["conversation"] = new string('x', 10 * 1024 * 1024) }));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await server.Post(large)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await server.Post(new UnannouncedContent(large))).Status);
        Assert.Empty(server.Companies.Messages);
    }

    [Fact]
    public async Task A_body_in_many_small_pieces_is_read_whole()
    {
        await using var server = await WebhookServer.Start();
        var text = new string('á', 5_000);

        await server.Post(new UnannouncedContent(Upsert.Bytes(Upsert.Body(new JsonObject { ["conversation"] = text }))));

        Assert.Equal(text, Assert.Single(server.Companies.Messages).Inbound.Content.Text);
    }

    public static TheoryData<Exception> Outages =>
        [new StoreUnavailableException("no store"), new TimeoutException(), new SiloUnavailableException()];

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task An_outage_is_503_with_Retry_After_and_over_when_it_is_over(Exception outage)
    {
        await using var server = await WebhookServer.Start();
        server.Companies.Failure = outage;

        foreach (var fixture in new[] { "upsert-text-conversation", "upsert-from-me-phone", "messages-update-delivery-ack" })
        {
            var answer = await server.PostFixture(fixture);
            Assert.Equal(
                (HttpStatusCode.ServiceUnavailable, "application/problem+json", TimeSpan.FromSeconds(5)),
                (answer.Status, answer.MediaType, answer.RetryAfter));
        }

        server.Companies.Failure = null;
        Assert.Equal(HttpStatusCode.OK, (await server.PostFixture("upsert-text-conversation")).Status);
        Assert.Single(server.Companies.Messages);
    }

    [Fact]
    public async Task A_mistake_of_ours_is_500_so_that_the_gateway_tries_again_and_tells_nothing()
    {
        await using var server = await WebhookServer.Start();
        await server.PostFixture("presence-update");
        server.Companies.Failure = new InvalidOperationException("secret detail");

        var answer = await server.PostFixture("upsert-text-conversation");

        Assert.Equal((HttpStatusCode.InternalServerError, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.DoesNotContain("secret detail", answer.Body, StringComparison.Ordinal);
        Assert.Contains(server.Log.Lines, line => line.Contains($"failed, tenant {FakeCompanies.Clinic}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_tenant_looks_like_nothing_there()
    {
        await using var server = await WebhookServer.Start();
        await server.PostFixture("presence-update");
        server.Companies.Failure = new WrongTenantException("x");

        Assert.Equal(HttpStatusCode.NotFound, (await server.PostFixture("upsert-text-conversation")).Status);
    }

    [Fact]
    public async Task No_body_whatever_is_answered_with_a_server_error()
    {
        await using var server = await WebhookServer.Start();
        var random = new Random(20261121);

        for (var i = 0; i < 500; i++)
        {
            var fixture = WhatsAppFixtures.Names.ElementAt(random.Next(WhatsAppFixtures.Names.Count()));
            var body = Mutations.Mutate(JsonNode.Parse(WhatsAppFixtures.Read(fixture))!, random, 1 + random.Next(3));
            var answer = await server.Post(Encoding.UTF8.GetBytes(body));
            Assert.True((int)answer.Status < 500, $"Step {i}, {fixture}: {answer.Status}");
        }
    }

    /// <summary>A body that is sent in pieces without saying how long it is.</summary>
    private sealed class UnannouncedContent(byte[] bytes) : HttpContent
    {
        private const int Piece = 1_000;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var at = 0; at < bytes.Length; at += Piece)
            {
                await stream.WriteAsync(bytes.AsMemory(at, Math.Min(Piece, bytes.Length - at)));
                if (bytes.Length < 100_000)
                {
                    await stream.FlushAsync();
                }
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
