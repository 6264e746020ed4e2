using System.Collections.Immutable;
using System.Text.Json;
using Platform.Bots;
using Platform.Dialogue;
using Platform.Tenancy;

namespace Platform.Tests.Dialogue;

public sealed class DialogueEngineTests
{
    private static readonly BotDefinition _bot = Samples.Clinic;
    private static readonly string[] _wholeForm = ["quero marcar uma consulta", "exame", "amanhã", "às 10", "Maria", "sim"];

    [Fact]
    public void A_session_pins_the_version_it_began_with()
    {
        var turn = DialogueEngine.Continue(_bot, null, new DialogueInput.Text("oi"), Samples.Context());

        Assert.Equal(_bot.Reference, turn.Next!.Bot);
    }

    [Fact]
    public void A_session_of_another_version_begins_anew()
    {
        var session = Say(null, "quero marcar uma consulta").Next!;
        var older = session with { Bot = session.Bot with { Version = 7 } };

        var turn = DialogueEngine.Continue(_bot, older, new DialogueInput.Text("1"), Samples.Context());

        Assert.Equal(_bot.Reference, turn.Next!.Bot);
        Assert.StartsWith("Bom dia!", turn.Say[0].Text, StringComparison.Ordinal);
        Assert.Empty(turn.Next.Slots);
    }

    [Fact]
    public void A_session_on_a_step_that_is_gone_begins_anew()
    {
        var session = Say(null, "oi").Next! with { Step = "gone" };

        Assert.StartsWith("Bom dia!", Say(session, "1").Say[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_survives_json()
    {
        var session = Say(Say(Say(null, "quero marcar uma consulta").Next, "exame").Next, "amanhã").Next!;

        var back = JsonSerializer.Deserialize<DialogueSession>(JsonSerializer.Serialize(session));

        Assert.Equal(session, back);
        Assert.Equal(2, back!.Slots.Count);
    }

    [Theory]
    [InlineData(24, 24, false)]
    [InlineData(25, 24, true)]
    [InlineData(-1, 24, false)]
    public void A_session_expires_after_its_time(int idleHours, int maxHours, bool expired) =>
        Assert.Equal(expired, DialogueSession.IsExpired(Samples.Monday, Samples.Monday.AddHours(idleHours), TimeSpan.FromHours(maxHours)));

    [Fact]
    public void What_was_told_with_the_request_is_not_asked_again()
    {
        var turn = Say(null, "Bom dia! Queria marcar uma consulta para amanhã às 10");

        Assert.Equal("2026-08-25", turn.Next!.Slots["date"]);
        Assert.Equal("10:00", turn.Next.Slots["time"]);
    }

    [Theory]
    [InlineData("domingo")]
    [InlineData("7/9")]
    public void A_day_on_which_the_company_is_closed_is_not_taken(string day)
    {
        var session = Say(Say(null, "quero marcar uma consulta").Next, "exame").Next;

        var turn = Say(session, day);

        Assert.False(turn.Next!.Slots.ContainsKey("date"));
        Assert.StartsWith("Nesse dia", turn.Say[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("às 12:30")]
    [InlineData("à noite")]
    public void A_time_at_which_the_company_is_closed_is_not_taken(string time)
    {
        var session = Say(Say(Say(null, "quero marcar uma consulta").Next, "exame").Next, "amanhã").Next;

        Assert.False(Say(session, time).Next!.Slots.ContainsKey("time"));
    }

    [Fact]
    public void A_question_in_the_middle_of_a_form_is_answered_and_the_form_goes_on()
    {
        var session = Say(Say(null, "quero marcar uma consulta").Next, "exame").Next!;

        var turn = Say(session, "vocês aceitam Unimed?");

        Assert.Contains("Unimed", turn.Say[0].Text, StringComparison.Ordinal);
        Assert.Equal((session.Flow, session.Step), (turn.Next!.Flow, turn.Next.Step));
        Assert.Equal("exam", turn.Next.Slots["specialty"]);
    }

    [Fact]
    public void After_two_gentle_repeats_a_person_is_offered_and_the_form_can_go_on()
    {
        var session = Say(Say(null, "quero marcar uma consulta").Next, "exame").Next!;
        var once = Say(session, "blá blá");
        var twice = Say(once.Next, "blá blá");
        var offer = Say(twice.Next, "blá blá");

        Assert.NotEqual(once.Say[0].Text, offer.Say[0].Text);
        Assert.Equal("offerPerson", offer.Next!.Flow);
        Assert.Equal((session.Flow, session.Step), (Say(offer.Next, "2").Next!.Flow, Say(offer.Next, "2").Next!.Step));
        Assert.NotNull(Say(offer.Next, "1").HandOver);
    }

    [Fact]
    public void A_person_asked_for_outside_of_business_hours_is_announced_for_the_next_opening()
    {
        var night = Samples.Context(now: Samples.At("2026-08-24T22:00:00-03:00"));

        var turn = DialogueEngine.Continue(_bot, null, new DialogueInput.Text("quero falar com um atendente"), night);

        Assert.Equal("asked", turn.HandOver!.Reason);
        Assert.Null(turn.Next);
        Assert.Contains("amanhã, às 08:00", turn.Say[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_that_only_stays_silent_ends_politely()
    {
        var context = Samples.Context(Medium.Telephone, transfer: false);
        var turn = DialogueEngine.Continue(_bot, null, new DialogueInput.Started(), context);
        var turns = 0;
        for (; !turn.Ended && turns < 20; turns++)
        {
            turn = DialogueEngine.Continue(_bot, turn.Next, new DialogueInput.Silence(), context);
        }

        Assert.True(turn.Ended);
        Assert.True(turns <= 9, $"It took {turns} silences.");
    }

    [Fact]
    public void A_transfer_that_fails_offers_to_call_back_and_records_it()
    {
        var context = Samples.Context(Medium.Telephone);
        var asked = DialogueEngine.Continue(_bot, null, new DialogueInput.Started(), context);
        var transfer = DialogueEngine.Continue(_bot, asked.Next, new DialogueInput.Digit("0"), context);
        Assert.NotNull(transfer.HandOver);

        var failed = new DialogueInput.FunctionReturned(FunctionNames.PersonTransfer, new FunctionOutcome.Failed("busy"));
        var offered = DialogueEngine.Continue(_bot, transfer.Next, failed, context);
        var recorded = DialogueEngine.Continue(_bot, offered.Next, new DialogueInput.Digit("1"), context);

        Assert.Equal("callback", recorded.Call!.Arguments["kind"]);
    }

    [Fact]
    public void A_record_that_fails_hands_over()
    {
        var session = _wholeForm.Aggregate((DialogueTurn?)null, (turn, text) => Say(turn?.Next, text))!;
        Assert.Equal(FunctionNames.TaskRecord, session.Call!.Name);

        var failed = new DialogueInput.FunctionReturned(FunctionNames.TaskRecord, new FunctionOutcome.Failed("store"));
        var turn = DialogueEngine.Continue(_bot, session.Next, failed, Samples.Context());

        Assert.NotNull(turn.HandOver);
        Assert.StartsWith("Desculpe", turn.Say[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recorded_title_names_the_day_and_not_tomorrow()
    {
        var turn = _wholeForm.Aggregate((DialogueTurn?)null, (turn, text) => Say(turn?.Next, text))!;

        Assert.Equal("Pedido de consulta: Exame, terça-feira, 25/08/2026, às 10:00", turn.Call!.Arguments["title"]);
        Assert.Equal("Maria", turn.Call.Arguments["name"]);
    }

    [Fact]
    public void A_customer_who_writes_in_another_language_is_answered_in_it()
    {
        var turn = Say(null, "Hello, I'd like to book an appointment");

        Assert.Equal("en", turn.Next!.Locale);
        Assert.All(turn.Say, prompt => Assert.Equal("en", prompt.Locale));
    }

    [Theory]
    [InlineData("auto center")]
    [InlineData("é para minha mãe, ela disse trial ontem")]
    public void A_word_in_common_with_another_language_changes_nothing(string text) =>
        Assert.Equal("pt-BR", Say(Say(null, "oi").Next, text).Next!.Locale);

    [Fact]
    public void A_customers_words_are_never_read_as_placeholders()
    {
        var context = Samples.Context() with { CompanyName = "{address} {slot.date} {", Address = "{company}" };

        var turn = DialogueEngine.Continue(_bot, null, new DialogueInput.Text("qual o endereço?"), context);

        Assert.Contains("{company}", turn.Say[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bot_that_goes_in_circles_hands_over()
    {
        const string Circle = """
            "goodbye":[{"type":"say","id":"turn","text":"goodbye"},{"type":"branch","otherwise":"turn"},
            """;
        var json = SectorBots.Json("clinics").Replace("\"goodbye\":[", Circle, StringComparison.Ordinal);
        var bot = ((BotDefinitionResult.Valid)BotDefinition.Parse(json)).Bot;

        var turn = DialogueEngine.Continue(bot, null, new DialogueInput.Text("tchau"), Samples.Context());
        turn = turn.HandOver is null ? DialogueEngine.Continue(bot, turn.Next, new DialogueInput.Text("tchau"), Samples.Context()) : turn;

        Assert.Equal("failed", turn.HandOver!.Reason);
        Assert.InRange(turn.Say.Length, 1, 40);
    }

    [Fact]
    public void The_keypad_alone_finishes_the_form_of_every_bot()
    {
        foreach (var sector in SectorBots.Sectors)
        {
            Assert.Equal(FunctionNames.TaskRecord, PressOne(SectorBots.Newest(sector)!).Call?.Name);
        }
    }

    [Fact]
    public void An_unknown_context_is_survived()
    {
        var bare = new DialogueContext(Medium.WhatsApp, "", null, "xx", Samples.Monday, BusinessHours.Unknown, default, null, false);

        foreach (var text in new[] { "oi", "1", "2", "3", "4", "amanhã", "horário", "tchau" })
        {
            Assert.NotEmpty(DialogueEngine.Continue(_bot, null, new DialogueInput.Text(text), bare).Say);
        }
    }

    [Fact]
    public void An_attachment_is_answered_politely_and_its_caption_is_read()
    {
        var session = Say(null, "oi").Next;
        var audio = DialogueEngine.Continue(_bot, session, new DialogueInput.Attachment(AttachmentKind.Audio, null), Samples.Context());
        var captioned = new DialogueInput.Attachment(AttachmentKind.Image, "quero marcar consulta");
        var image = DialogueEngine.Continue(_bot, session, captioned, Samples.Context());

        Assert.Contains("áudios", audio.Say[0].Text, StringComparison.Ordinal);
        Assert.Equal("appointment", image.Next!.Flow);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_button_of_somebody_else_says_by_its_title_what_is_wanted(bool hasBegun)
    {
        var session = hasBegun ? DialogueEngine.Continue(_bot, null, new DialogueInput.Text("oi"), Samples.Context()).Next : null;

        var turn = DialogueEngine.Continue(_bot, session, new DialogueInput.Choice("btn-7", "Falar com um atendente"), Samples.Context());

        Assert.NotNull(turn.HandOver);
    }

    [Fact]
    public void A_button_of_an_earlier_menu_still_works()
    {
        var session = Say(Say(null, "quero marcar uma consulta").Next, "exame").Next;

        var turn = DialogueEngine.Continue(_bot, session, new DialogueInput.Choice("hours"), Samples.Context());

        Assert.Contains("Estamos abertos", turn.Say[0].Text, StringComparison.Ordinal);
    }

    private static DialogueTurn Say(DialogueSession? session, string text) =>
        DialogueEngine.Continue(_bot, session, new DialogueInput.Text(text), Samples.Context());

    private static DialogueTurn PressOne(BotDefinition bot)
    {
        var context = Samples.Context(Medium.Telephone);
        var turn = DialogueEngine.Continue(bot, null, new DialogueInput.Started(), context);
        for (var presses = 0; presses < 8 && turn.Call is null; presses++)
        {
            turn = DialogueEngine.Continue(bot, turn.Next, new DialogueInput.Digit("1"), context);
        }
        return turn;
    }
}
