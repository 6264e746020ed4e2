using Platform.StandIn.Faults;
using Platform.Tests.Crashes;
using Platform.Tests.Harness;
using Platform.Tests.Scenarios;

namespace Platform.Tests.Faults;

/// <summary>A gateway that is away, refuses, breaks off or hangs: replies wait, go out in order, or end visibly as failed.</summary>
public abstract class GatewayFaultTests(ScenarioPlatform platform)
{
    private const string Question = "Qual o horário de funcionamento?";

    /// <summary>
    /// Fault of the first try; how often the customer gets the reply; how its row ends; whether it may have been sent twice.
    /// </summary>
    public static TheoryData<FaultKind, int, int, bool> Faults => new()
    {
        { FaultKind.ConnectionClosed, 1, StoredSend.Sent, true },
        { FaultKind.ConnectionClosedButSent, 2, StoredSend.Sent, true },
        { FaultKind.TimedOut, 1, StoredSend.Sent, true },
        { FaultKind.NotOnWhatsApp, 0, StoredSend.Failed, false },
        { FaultKind.InvalidRequest, 0, StoredSend.Failed, false },
        { FaultKind.Unauthorized, 1, StoredSend.Sent, false },
        { FaultKind.InstanceNotFound, 1, StoredSend.Sent, false },
        { FaultKind.ServerError, 1, StoredSend.Sent, true },
        { FaultKind.LicenceRequired, 1, StoredSend.Sent, false },
        { FaultKind.CloseMidBody, 2, StoredSend.Sent, true },
        { FaultKind.Hang, 2, StoredSend.Sent, true },
    };

    [Fact]
    public async Task Each_way_in_which_a_send_goes_wrong_ends_as_it_should_and_the_next_reply_follows()
    {
        List<(TheoryDataRow<FaultKind, int, int, bool> Row, Customer Customer)> cases = [];
        foreach (var row in Faults)
        {
            var customer = Customer.New();
            cases.Add((row, customer));
            platform.Gateway.Faults.FailNextTo(customer.Jid, row.Data.Item1);
        }
        var taken = platform.Gateway.Faults.Taken;
        await Task.WhenAll(cases.Select(one => new ChatWith(platform, ScenarioPlatform.Clinic, one.Customer).Say(Question)));
        await Eventually.Holds("a send meets each fault", () => platform.Gateway.Faults.Taken == taken + cases.Count);
        foreach (var ((fault, seen, status, uncertain), customer) in cases.Select(one => (one.Row.Data, one.Customer)))
        {
            var chat = new ChatWith(platform, ScenarioPlatform.Clinic, customer);
            await chat.Quiet();
            var send = Assert.Single(await platform.Database.Sends(customer.Number));
            Assert.Equal((fault, seen, status, uncertain), (fault, chat.Replies.Count, send.Status, send.Uncertain));
            Assert.Equal(status == StoredSend.Failed, send.Reason is { Length: > 0 });
        }

        var refused = new ChatWith(
            platform, ScenarioPlatform.Clinic, cases.Single(one => one.Row.Data.Item1 == FaultKind.NotOnWhatsApp).Customer);
        await refused.Ask(Question);
    }

    [Fact]
    public async Task While_the_gateway_is_away_replies_wait_and_when_it_is_back_they_go_out_in_order()
    {
        var customers = Enumerable.Range(0, 5).Select(_ => Customer.New()).ToArray();
        var chats = customers.Select(customer => new ChatWith(platform, ScenarioPlatform.Gym, customer)).ToArray();
        await platform.Gateway.GoDown();
        foreach (var text in new[] { "Oi", Question, "Quanto custa o plano?" })
        {
            var owed = await Task.WhenAll(customers.Select(async customer => (await platform.Database.Sends(customer.Number)).Count + 1));
            await Task.WhenAll(chats.Select(chat => chat.Say(text)));
            for (var i = 0; i < customers.Length; i++)
            {
                await Eventually.Holds(
                    "the reply waits", async () => (await platform.Database.Sends(customers[i].Number)).Count >= owed[i]);
            }
        }
        Assert.All(chats, chat => Assert.Empty(chat.Replies));

        await platform.Gateway.ComeBack(TestContext.Current.CancellationToken);

        for (var i = 0; i < customers.Length; i++)
        {
            await chats[i].Quiet();
            var sends = await platform.Database.Sends(customers[i].Number);
            Assert.Equal(3, sends.Count);
            Assert.All(sends, send => Assert.Equal(StoredSend.Sent, send.Status));

            // A connection that broke while the gateway went down may have carried a message: only that one may be there twice, and is marked.
            Assert.True(SendOrder.Fits([.. sends], [.. chats[i].Replies]), string.Join(" | ", chats[i].Replies));
        }
    }
}

[Collection(OnSqlite.Name)]
public sealed class SqliteGatewayFaultTests(SqlitePlatform platform) : GatewayFaultTests(platform);

[Collection(OnPostgres.Name)]
public sealed class PostgresGatewayFaultTests(PostgresPlatform platform) : GatewayFaultTests(platform);
