using System.Net;
using Platform.Tests.Webhooks;

namespace Platform.Tests.FairShare;

/// <summary>One company's gateway floods the front while its conversations do not answer; another company is served all the same.</summary>
public sealed class FloodTests
{
    [Fact]
    public async Task Beyond_its_places_a_company_is_told_to_come_back_and_another_is_served()
    {
        await using var server = await WebhookServer.Start();
        server.Companies.Claim("AllpFit", FakeCompanies.Gym, FakeCompanies.Secret);
        var slow = server.Companies.Hold(FakeCompanies.Clinic);
        var flood = Enumerable.Range(0, 700).Select(number => server.Post(Message(WhatsAppFixtures.Instance, $"flood-{number}"))).ToList();

        var refused = await await Task.WhenAny(flood);
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(5)), (refused.Status, refused.RetryAfter));
        Assert.Equal(HttpStatusCode.OK, (await server.Post(Message("AllpFit", "quiet-1"), "AllpFit")).Status);

        slow.SetResult();
        var answers = await Task.WhenAll(flood);
        Assert.Equal(700 - 16 - 512, answers.Count(answer => answer.Status == HttpStatusCode.TooManyRequests));
        Assert.Equal(16 + 512, answers.Count(answer => answer.Status == HttpStatusCode.OK));
    }

    private static byte[] Message(string instance, string id) => Upsert.Bytes(Upsert.Body(change: body =>
    {
        body["instance"] = instance;
        body["data"]!["key"]!["id"] = id;
    }));
}
