using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Platform.Bots;
using Platform.Dialogue;

namespace Platform.Tests.Dialogue;

public sealed class DialogueProperties
{
    /// <summary>A session's JSON: slots, choices and names are all bounded, so nothing a customer sends makes it larger.</summary>
    private const int SessionBytesMax = 8_192;

    private static readonly string[] _said =
    [
        "oi", "1", "2", "3", "menu", "quero marcar uma consulta", "amanhã às 10", "domingo", "sexta", "de manhã", "sim", "não", "voltar",
        "Maria da Silva",
        "quero falar com um atendente", "qual o horário?", "obrigado", "tchau", "hello", "book an appointment", "quiero una cita", "asdf",
        "", "😊", "👍", "\ud83d",
        "até 30 mil", "outra", "{company}", "a/b", "‏שלום", "0", "*", "até 99999999999999999999 milhões",
    ];

    private static readonly Gen<DialogueInput> _inputs = Gen.OneOf(
        Gen.Elements(_said).Select(DialogueInput (text) => new DialogueInput.Text(text)),
        ArbMap.Default.ArbFor<string>().Generator.Select(DialogueInput (text) => new DialogueInput.Text(text ?? "")),
        Gen.Elements("0", "1", "2", "3", "9", "*", "#", "12", "123456789012345678901234567890", "")
            .Select(DialogueInput (keys) => new DialogueInput.Digit(keys)),
        Gen.Elements("yes", "no", "hours", "person", "exam", "morning", "2026-08-25", "nonsense", "")
            .Select(DialogueInput (id) => new DialogueInput.Choice(id)),
        Gen.Constant<DialogueInput>(new DialogueInput.Silence()),
        Gen.Constant<DialogueInput>(new DialogueInput.Invalid()),
        Gen.Constant<DialogueInput>(new DialogueInput.Started()),
        Gen.Elements(Enum.GetValues<AttachmentKind>()).Select(DialogueInput (kind) => new DialogueInput.Attachment(kind, null)),
        Gen.Elements(FunctionNames.TaskRecord, FunctionNames.PersonTransfer, "unknown").Select(
            DialogueInput (name) => new DialogueInput.FunctionReturned(name, new FunctionOutcome.Failed("x"))),
        Gen.Constant<DialogueInput>(new DialogueInput.FunctionReturned(FunctionNames.TaskRecord, Samples.Done)));

    private static readonly Gen<(string Sector, DialogueContext Context, DialogueInput[] Inputs)> _conversations =
        from sector in Gen.Elements(SectorBots.Sectors.ToArray())
        from medium in Gen.Elements(Enum.GetValues<Medium>())
        from locale in Gen.Elements("pt-BR", "en", "es", "fr", "")
        from contact in Gen.Elements(null, "Maria Souza", "😊", "{company}")
        from transfer in Gen.Elements(true, false)
        from hour in Gen.Choose(0, 400)
        from inputs in _inputs.ArrayOf()
        select (sector, Samples.Context(medium, Samples.Monday.AddHours(hour), contact, locale, transfer), inputs);

    [Fact]
    public void Whatever_comes_in_every_turn_answers_and_the_session_stays_small() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(_conversations.ToArbitrary(), conversation =>
        {
            var bot = SectorBots.Newest(conversation.Sector)!;
            DialogueSession? session = null;
            foreach (var input in conversation.Inputs)
            {
                var turn = DialogueEngine.Continue(bot, session, input, conversation.Context);
                var again = DialogueEngine.Continue(bot, session, input, conversation.Context);
                Assert.Equal(Json(turn), Json(again));
                Assert.True(turn.Say.Length > 0 || turn.Call is not null || turn.HandOver is not null || turn.Ended);
                Assert.All(turn.Say, prompt => Assert.False(string.IsNullOrWhiteSpace(prompt.Text)));
                Assert.All(WhatsAppRenderer.Render(turn.Say), message => Assert.InRange(message.Length, 1, WhatsAppRenderer.MessageMax));
                Assert.True(TelephoneRenderer.Render(turn.Say).Text.Length <= TelephoneRenderer.SpeechMax);
                AssertSession(turn.Next, bot);
                session = turn.Next;
            }
            return true;
        }));

    private static void AssertSession(DialogueSession? session, BotDefinition bot)
    {
        if (session is null) { return; }
        var json = JsonSerializer.SerializeToUtf8Bytes(session);
        Assert.True(json.Length <= SessionBytesMax);
        Assert.Equal(session, JsonSerializer.Deserialize<DialogueSession>(json));
        Assert.Equal(bot.Reference, session.Bot);
        Assert.NotNull(bot.Find(session.Flow, session.Step));
        Assert.True(session.Offered.Length <= DialogueSession.OfferedMax);
        Assert.All(session.Slots.Keys, slot => Assert.Contains(slot, bot.Slots.Keys));
    }

    private static string Json(DialogueTurn turn) => JsonSerializer.Serialize(turn);
}
