using System.Net;
using Platform.FairShare;
using Platform.Tests.Webhooks;

namespace Platform.Tests.FairShare;

/// <summary>One company's gateway floods the front while its conversations do not answer; another company is served all the same.</summary>
public sealed class FloodTests
{
    private const int Flood = 700;
    private static readonly int Places = new FairShareOptions().AtOnceOfCompany + new FairShareOptions().WaitingOfCompany;

    [Fact]
    public async Task Beyond_its_places_a_company_is_told_to_come_back_and_another_is_served()
    {
        await using var server = await WebhookServer.Start();
        server.Companies.Claim("AllpFit", FakeCompanies.Gym, FakeCompanies.Secret);
        var slow = server.Companies.Hold(FakeCompanies.Clinic);
        var flood = Enumerable.Range(0, Flood).Select(number => server.Post(Message(WhatsAppFixtures.Instance, $"flood-{number}"))).ToList();

        var refused = await await Task.WhenAny(flood);
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(5)), (refused.Status, refused.RetryAfter));
        Assert.Equal(HttpStatusCode.OK, (await server.Post(Message("AllpFit", "quiet-1"), "AllpFit")).Status);

        // Places that become free are for whoever comes then: the flood must be all there.
        while (flood.Count(sent => sent.IsCompleted) < Flood - Places) { await Task.WhenAny(flood.Where(sent => !sent.IsCompleted)); }
        slow.SetResult();
        var answers = await Task.WhenAll(flood);
        Assert.Equal(Flood - Places, answers.Count(answer => answer.Status == HttpStatusCode.TooManyRequests));
        Assert.Equal(Places, answers.Count(answer => answer.Status == HttpStatusCode.OK));
    }

    private static byte[] Message(string instance, string id) => Upsert.Bytes(Upsert.Body(change: body =>
    {
        body["instance"] = instance;
        body["data"]!["key"]!["id"] = id;
    }));
}
