using Platform.Bots;
using Platform.Conversations;
using Platform.Plans;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Conversations;

public sealed class AdmissionTests
{
    private static readonly PlanStanding Free = PlanStanding.Free;
    private static readonly PlanStanding Stopped = Free with { NewConversations = false };
    private static readonly PlanStanding BotOff = Free with { BotAnswers = false };
    private static readonly PlanStanding Menus = Free with { MenuOnly = true };

    private readonly SequentialIds _ids = new();
    private ConversationState _state = ConversationState.Empty;
    private DateTimeOffset _now = Given.Noon;
    private int _messages;

    [Fact]
    public void Within_the_plan_the_bot_answers() => Assert.Contains("Como posso ajudar", Text(Says("oi", Free)));

    [Fact]
    public void Whatever_is_answered_the_alarm_for_it_is_cleared_in_the_same_turn()
    {
        foreach (var standing in new[] { Free, Stopped, BotOff, Menus })
        {
            _state = ConversationState.Empty;
            Assert.Contains(new AlarmChange(ConversationAlarms.Reply, null), Says("oi", standing).Alarms);
        }
    }

    [Fact]
    public void A_conversation_that_began_within_the_plan_goes_on_whatever_limit_is_reached_meanwhile()
    {
        foreach (var standing in new[] { Stopped, BotOff, Menus })
        {
            _state = ConversationState.Empty;
            Says("quero marcar uma consulta", Free);

            Assert.NotEmpty(Says("amanhã às 10", standing).Outbox);
            Assert.Contains("Como posso ajudar", Text(Says("tchau", standing)) + Text(Says("oi", standing)));
        }
    }

    [Fact]
    public void After_it_is_over_a_new_one_is_turned_away_politely_once_a_day()
    {
        Says("oi", Free);
        _now += Given.Options.SessionLifetime + TimeSpan.FromMinutes(1);

        var first = Says("oi", Stopped);
        Assert.Equal(
            "Olá! No momento Clínica não consegue atender novas conversas por aqui. Guardamos a sua mensagem e retornaremos.", Text(first));
        Assert.Contains(first.Records, record => record is TurnRecord.Message { Text: "oi" });
        Assert.Empty(Says("alguém?", Stopped).Outbox);
        Assert.Null(_state.Unanswered);
        _now += TimeSpan.FromDays(1);
        Assert.NotEmpty(Says("oi", Stopped).Outbox);
    }

    [Theory]
    [InlineData("en", "Hello! Clínica cannot answer new conversations here at the moment. We have kept your message and will get back to you.")]
    [InlineData("es", "¡Hola! En este momento Clínica no puede atender nuevas conversaciones por aquí. Guardamos su mensaje y le responderemos.")]
    public void It_is_said_in_the_companys_language(string locale, string text) => Assert.Equal(text, Text(Says("oi", Stopped, locale)));

    [Fact]
    public void With_the_bot_off_a_new_conversation_waits_for_a_person()
    {
        var decision = Says("oi", BotOff);

        Assert.Empty(decision.Outbox);
        Assert.Equal(Owner.Person, decision.Next.Ownership.Owner);
        var work = Assert.Single(decision.Records.OfType<TurnRecord.WorkItem>());
        Assert.Equal("Responder ao cliente: um limite do plano foi atingido", work.Title);
        Assert.Contains(decision.Records, record => record is TurnRecord.Message { Text: "oi" });
        Assert.Empty(Says("alô?", BotOff).Records.OfType<TurnRecord.WorkItem>());
    }

    [Fact]
    public void With_menus_only_free_text_is_not_interpreted_and_a_choice_is_taken()
    {
        var free = Text(Says("quero marcar uma consulta", Menus));
        Assert.Contains("Como posso ajudar", free);

        _state = ConversationState.Empty;
        Says("oi", Menus);
        Assert.NotEqual(free, Text(Says("1", Menus)));
        Assert.False(_state.Admitted);
    }

    [Fact]
    public void When_the_limit_is_raised_the_conversation_has_everything_again()
    {
        Says("oi", Menus);
        Says("oi", Free);

        Assert.True(_state.Admitted);
    }

    private Decision Says(string text, PlanStanding standing, string locale = "pt-BR")
    {
        _now += TimeSpan.FromSeconds(30);
        var message = Given.Message($"m{++_messages}", text, _now);
        var taken = Count(Inbox.Take(_state, Given.Maria, message, _ids.NewId(), _now, Given.Options));
        var answered = Answering.Answer(taken.Next, Given.Maria, Company(standing, locale), _ids, _now, Given.Options);
        var decision = taken.Then(Count(answered));
        _state = decision.Next;
        return decision;
    }

    private static Decision Count(Decision decision) => Metering.Count(decision, TimeZoneInfo.Utc, Given.Options.SessionLifetime);

    private static string Text(Decision decision) => string.Join('\n', decision.Outbox.Select(message => message.Text));

    private static CompanyView Company(PlanStanding standing, string locale) => new(
        new TenantProfile(
            new TenantId(Given.Id(99)), "clinica", "Clínica", "clinics", locale, "America/Sao_Paulo", BusinessHours.Unknown, [], null,
            new VoiceProfile("flite", "pt-br", null), TenantStatus.Active),
        BotLibrary.Shipped,
        standing);
}
