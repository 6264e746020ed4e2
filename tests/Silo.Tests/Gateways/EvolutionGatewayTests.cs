using Platform.Gateways;
using Platform.StandIn.Chats;
using Platform.StandIn.Faults;

namespace Platform.Tests.Gateways;

public class EvolutionGatewayTests
{
    [Fact]
    public async Task A_text_is_accepted_under_the_id_that_the_server_gave_it()
    {
        await using var gateway = await GatewayUnderTest.Start();

        var result = Assert.IsType<SendResult.Accepted>(await gateway.Send("Olá 😀\n\"aspas\""));

        var sent = gateway.Server.Instances.Find(GatewayUnderTest.Instance)!.ChatWith(GatewayUnderTest.Customer).Events[0];
        Assert.Equal((result.ProviderId.Value, "Olá 😀\n\"aspas\"", Author.Company), (sent.MessageId, sent.Text, sent.Author));
    }

    [Theory]
    [InlineData(FaultKind.ConnectionClosed, typeof(SendResult.Unknown))]
    [InlineData(FaultKind.ConnectionClosedButSent, typeof(SendResult.Unknown))]
    [InlineData(FaultKind.TimedOut, typeof(SendResult.Unknown))]
    [InlineData(FaultKind.NotOnWhatsApp, typeof(SendResult.Refused))]
    [InlineData(FaultKind.InvalidRequest, typeof(SendResult.Refused))]
    [InlineData(FaultKind.Unauthorized, typeof(SendResult.Unavailable))]
    [InlineData(FaultKind.InstanceNotFound, typeof(SendResult.Unavailable))]
    [InlineData(FaultKind.LicenceRequired, typeof(SendResult.Unavailable))]
    [InlineData(FaultKind.ServerError, typeof(SendResult.Unknown))]
    [InlineData(FaultKind.CloseMidBody, typeof(SendResult.Unknown))]
    public async Task Each_failure_says_whether_the_message_may_have_left(FaultKind fault, Type expected)
    {
        await using var gateway = await GatewayUnderTest.Start();
        gateway.Server.Faults.FailNext(1, fault);

        Assert.IsType(expected, await gateway.Send());
        Assert.IsType<SendResult.Accepted>(await gateway.Send());
    }

    [Fact]
    public async Task A_server_that_never_answers_leaves_the_outcome_unknown_when_the_time_is_over()
    {
        await using var gateway = await GatewayUnderTest.Start(("Evolution:SendTimeout", "00:00:00.300"));
        gateway.Server.Faults.FailNext(1, FaultKind.Hang);

        Assert.Equal(new SendResult.Unknown("gateway-timed-out"), await gateway.Send());
    }

    [Fact]
    public async Task What_could_not_connect_was_not_sent_and_the_next_try_after_the_outage_succeeds()
    {
        await using var gateway = await GatewayUnderTest.Start();
        await gateway.Server.GoDown();

        Assert.Equal(new SendResult.Unavailable("gateway-connection-failed"), await gateway.Send());

        await gateway.Server.ComeBack(TestContext.Current.CancellationToken);
        Assert.IsType<SendResult.Accepted>(await gateway.Send());
    }

    [Fact]
    public async Task A_name_that_does_not_exist_and_an_address_that_does_not_answer_are_unavailable()
    {
        await using var nowhere = await GatewayUnderTest.Start(("Evolution:BaseUrl", "http://gateway.invalid"));
        Assert.IsType<SendResult.Unavailable>(await nowhere.Send());

        // TEST-NET-1 (RFC 5737) is routed nowhere: the connection is refused by the network or never made.
        await using var silent = await GatewayUnderTest.Start(
            ("Evolution:BaseUrl", "http://192.0.2.1:9"), ("Evolution:ConnectTimeout", "00:00:00.200"));
        Assert.IsType<SendResult.Unavailable>(await silent.Send());
    }

    [Fact]
    public async Task After_many_failures_of_the_server_nothing_is_sent_for_a_while_and_then_again()
    {
        await using var gateway = await GatewayUnderTest.Start(("Evolution:BreakDuration", "00:00:00.500"));
        gateway.Server.Faults.FailNext(10, FaultKind.ServerError);
        for (var i = 0; i < 10; i++)
        {
            Assert.IsType<SendResult.Unknown>(await gateway.Send());
        }

        Assert.Equal(new SendResult.Unavailable("gateway-down"), await gateway.Send());
        await Eventually.Holds(async () => await gateway.Send() is SendResult.Accepted);
    }

    [Fact]
    public async Task Failures_of_single_messages_do_not_stop_the_others()
    {
        await using var gateway = await GatewayUnderTest.Start();
        gateway.Server.Faults.FailNext(30, FaultKind.ConnectionClosed);
        for (var i = 0; i < 30; i++)
        {
            Assert.IsType<SendResult.Unknown>(await gateway.Send());
        }

        Assert.IsType<SendResult.Accepted>(await gateway.Send());
    }

    [Fact]
    public async Task A_wrong_key_or_an_unknown_instance_is_unavailable_until_it_is_put_right()
    {
        await using var wrongKey = await GatewayUnderTest.Start(("Evolution:ApiKey", "wrong"));
        Assert.Equal(new SendResult.Unavailable("gateway-key-refused"), await wrongKey.Send());

        await using var gateway = await GatewayUnderTest.Start();
        Assert.Equal(new SendResult.Unavailable("instance-not-found"), await gateway.Send(channel: "evolution:Nobody"));
    }

    [Fact]
    public async Task Without_an_address_nothing_can_be_sent()
    {
        await using var gateway = await GatewayUnderTest.Start(("Evolution:BaseUrl", ""));

        Assert.Equal(new SendResult.Unavailable("gateway-not-configured"), await gateway.Send());
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_told_so()
    {
        await using var gateway = await GatewayUnderTest.Start();
        gateway.Server.Faults.FailNext(1, FaultKind.Hang);
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gateway.SendUntil(giveUp.Token));
    }
}
