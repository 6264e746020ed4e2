using Platform.Bots;
using Platform.Calls;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Plans;
using Platform.Tenancy;
using Platform.Tests.Conversations;
using Platform.Tests.Dialogue;
using Platform.Turns;

namespace Platform.Tests.Calls;

public sealed class CallDeskTests
{
    private static readonly CallFacts _facts = new(ChannelId.Parse("sip:drmarco.pbx.example"), "551140000001", null);
    private static readonly CompanyView _company = Company("1000");
    private readonly SequentialIds _ids = new();
    private ConversationState _state = ConversationState.Empty;

    [Fact]
    public void As_many_calls_of_one_number_as_a_switchboard_has_lines_go_on_beside_each_other()
    {
        for (var line = 0; line < ConversationState.CallsMax; line++) { Answer(line); }

        var heard = Enumerable.Range(0, ConversationState.CallsMax).Select(line => Press(line, "2")).ToArray();

        Assert.All(heard, reply => Assert.Contains("Estamos abertos", reply.Speech, StringComparison.Ordinal));
    }

    [Fact]
    public void One_call_more_is_given_to_a_person_and_takes_no_other_calls_place()
    {
        for (var line = 0; line < ConversationState.CallsMax; line++) { Answer(line); }

        Assert.Equal(new CallAction.Transfer("1000"), Answer(ConversationState.CallsMax).Then);
        Assert.Contains("Estamos abertos", Press(0, "2").Speech, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_whose_end_was_lost_makes_room()
    {
        for (var line = 0; line < ConversationState.CallsMax; line++) { Answer(line); }

        var late = Given.Noon + ConversationState.CallUnusedMax;

        Assert.IsType<CallAction.Listen>(Answer(ConversationState.CallsMax, late).Then);
        Assert.Equal(ConversationState.CallsMax, _state.Calls.Length);
    }

    [Fact]
    public void The_last_document_of_an_endless_call_says_goodbye_instead_of_asking()
    {
        Answer(0);
        var replies = Enumerable.Range(0, CallDesk.StepsMax).Select(step => Press(0, step % 2 == 0 ? "2" : "1")).ToArray();

        Assert.All(replies[..^1], reply => Assert.IsType<CallAction.Listen>(reply.Then));
        Assert.IsType<CallAction.HangUp>(replies[^1].Then);
        Assert.EndsWith("Até logo!", replies[^1].Speech, StringComparison.Ordinal);
        Assert.DoesNotContain("tecle", replies[^1].Speech, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_withheld_the_number_is_asked_for_one_to_be_called_back()
    {
        var peer = PeerKey.OfCall("c-0");
        var alone = Company(transferTo: null);
        Step(0, new CallInput(CallInputKind.None, ""), Given.Noon, peer, alone);

        var asked = Step(0, new CallInput(CallInputKind.Digits, "0"), Given.Noon, peer, alone).Reply;
        var (decision, noted) = Step(0, new CallInput(CallInputKind.Digits, "11987654321"), Given.Noon, peer, alone);

        Assert.Equal(15, Assert.IsType<CallAction.Listen>(asked.Then).DigitsMax);
        Assert.Contains("11987654321", Assert.Single(decision.Records.OfType<TurnRecord.WorkItem>()).DetailsJson, StringComparison.Ordinal);
        Assert.Contains("o número que você digitou", noted.Speech, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "O cliente pede para falar com uma pessoa", "asked")]
    [InlineData(null, "Falar com o cliente: o robô não entendeu", "not-understood")]
    public void What_waits_for_a_person_is_titled_in_the_companys_language(string? key, string title, string reason)
    {
        Answer(0);
        TurnRecord.WorkItem? asked = null;
        for (var step = 0; step < 9 && asked is null; step++)
        {
            var input = key is null ? new CallInput(CallInputKind.Invalid, "") : new CallInput(CallInputKind.Digits, key);
            asked = Step(0, input, Given.Noon).Decision.Records.OfType<TurnRecord.WorkItem>().SingleOrDefault();
        }

        Assert.Equal((title, $$"""{"reason":"{{reason}}"}"""), (asked?.Title, asked?.DetailsJson));
    }

    private CallReply Answer(int line, DateTimeOffset? at = null) => Step(line, new CallInput(CallInputKind.None, ""), at ?? Given.Noon).Reply;

    private CallReply Press(int line, string keys) => Step(line, new CallInput(CallInputKind.Digits, keys), Given.Noon).Reply;

    private (Decision Decision, CallReply Reply) Step(
        int line, CallInput input, DateTimeOffset at, PeerKey? peer = null, CompanyView? company = null)
    {
        var step = new CallStep(CallId.Parse($"c-{line}"), _facts, input, at);
        var (decision, reply) = CallDesk.Step(_state, peer ?? Given.Maria, step, company ?? _company, _ids, Given.Options);
        _state = decision.Next;
        return (decision, reply);
    }

    private static CompanyView Company(string? transferTo) => new(
        new TenantProfile(
            TenantId.Parse("5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0001"), "drmarco", "Clínica Dr. Marco", "clinics", "pt-BR", "America/Sao_Paulo", Samples.Hours,
            [], null, new VoiceProfile("flite", "pt-br", transferTo), TenantStatus.Active),
        BotLibrary.Shipped,
        PlanStanding.Free);
}
