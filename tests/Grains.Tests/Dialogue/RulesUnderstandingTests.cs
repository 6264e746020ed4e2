using System.Collections.Immutable;
using Platform.Bots;
using Platform.Dialogue;

namespace Platform.Tests.Dialogue;

public sealed class RulesUnderstandingTests
{
    private static readonly ImmutableArray<Choice> _choices =
        [new("general", "Clínica geral", ["clínico"]), new("exam", "Exame", ["exames"]), new("yes", "Sim", []), new("no", "Não", [])];

    public static TheoryData<string, string, string, string> Examples
    {
        get
        {
            var data = new TheoryData<string, string, string, string>();
            foreach (var sector in SectorBots.Sectors)
            {
                foreach (var intent in SectorBots.Newest(sector)!.Intents.Values)
                {
                    foreach (var (locale, wordings) in intent.Wordings)
                    {
                        foreach (var example in wordings.Examples) { data.Add(sector, intent.Name, locale, example.Text); }
                    }
                }
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Examples))]
    public void An_example_of_an_intent_is_understood_as_it(string sector, string intent, string locale, string example) =>
        Assert.Equal(intent, Understand(example, sector, locale).Intent?.Intent.Name);

    [Theory]
    [InlineData("Queria MARCAR uma consulta!!!", "appointment")]
    [InlineData("quero marca uma consulta", "appointment")]
    [InlineData("qero agendar uma consultta", "appointment")]
    [InlineData("boa tarde, gostaria de saber o horario de atendimento", "hours")]
    [InlineData("falar com atendnete", "person")]
    [InlineData("tem como falar com alguém da recepção?", "person")]
    [InlineData("obrigadaaa", null)]
    [InlineData("muito obrigado, tchau", "goodbye")]
    [InlineData("vcs abrem sabado?", "hours")]
    [InlineData("deixa pra lá", "cancel")]
    [InlineData("parar", "cancel")]
    [InlineData("quero parar, por favor", "cancel")]
    [InlineData("valeu, falou!", "goodbye")]
    [InlineData("é para minha mãe", null)]
    [InlineData("quero marcar consulta para amanhã", "appointment")]
    [InlineData("quero marcar para amanhã", "appointment")]
    [InlineData("posso pagar com cartão?", null)]
    [InlineData("onde posso parar o carro?", null)]
    [InlineData("quando posso voltar ao médico?", null)]
    [InlineData("com quem eu falo?", null)]
    [InlineData("quero cancelar minha consulta", "changes")]
    [InlineData("quero remarcar minha consulta", "changes")]
    [InlineData("preciso desmarcar", "changes")]
    [InlineData("cancela, não quero mais", "cancel")]
    [InlineData("can you call me back?", null)]
    [InlineData("I need to cancel my appointment", "changes")]
    [InlineData("necesito cancelar mi cita", "changes")]
    [InlineData("xyzzy", null)]
    [InlineData("", null)]
    [InlineData("😊😊", null)]
    [InlineData("𝐦𝐞𝐧𝐮", "menu")]
    [InlineData("‮menu", "menu")]
    public void What_customers_write_is_understood(string text, string? intent) =>
        Assert.Equal(intent, Understand(text).Intent?.Intent.Name);

    [Theory]
    [InlineData("¿Cuál es el horario?", "es")]
    [InlineData("I want to talk to a human", "en")]
    [InlineData("qual é o horário de vocês?", "pt-BR")]
    [InlineData("horário", "pt-BR")]
    public void A_text_that_sounds_plainly_like_another_language_is_read_in_it(string text, string locale) =>
        Assert.Equal(locale, Understand(text).Intent?.Locale);

    [Theory]
    [InlineData("1", "general")]
    [InlineData(" 2. ", "exam")]
    [InlineData("2️⃣", "exam")]
    [InlineData("dois", "exam")]
    [InlineData("a primeira opção", "general")]
    [InlineData("quero a segunda, por favor", "exam")]
    [InlineData("o último", "no")]
    [InlineData("opção 1", "general")]
    [InlineData("clinica geral por favor", "general")]
    [InlineData("um clínico", "general")]
    [InlineData("é um exame", "exam")]
    [InlineData("sim", "yes")]
    [InlineData("claro", "yes")]
    [InlineData("👍", "yes")]
    [InlineData("não", "no")]
    [InlineData("5", null)]
    [InlineData("0", null)]
    [InlineData("12", null)]
    [InlineData("moro na rua 2 número 1", null)]
    public void A_choice_is_picked_by_number_order_title_or_synonym(string text, string? choice) =>
        Assert.Equal(choice, Understand(text, choices: _choices).ChoiceId);

    [Theory]
    [InlineData("the first one", "general")]
    [InlineData("option two please", "exam")]
    public void A_choice_is_picked_in_english(string text, string choice) =>
        Assert.Equal(choice, Understand(text, locale: "en", choices: _choices).ChoiceId);

    [Theory]
    [InlineData("vocês atendem convênio?", true)]
    [InlineData("aceitam unimed", true)]
    [InlineData("atende convenios", true)]
    [InlineData("convênio", true)]
    [InlineData("atende unimed", true)]
    [InlineData("atende dentista", false)]
    [InlineData("qual o endereço de vocês?", true)]
    [InlineData("vocês vendem pneu?", false)]
    [InlineData("o que é isso", false)]
    public void A_common_question_is_found_by_its_words(string text, bool found) =>
        Assert.Equal(found, Understand(text).Answer is not null);

    [Fact]
    public void A_very_long_text_is_read_only_at_its_beginning()
    {
        var late = $"{new string('x', TextForms.TextMax)} quero marcar uma consulta";
        var many = string.Join(' ', Enumerable.Repeat("consultaa atendentee", 2_500));

        Assert.Null(Understand(late).Intent);
        Assert.NotNull(Understand(many));
    }

    [Theory]
    [InlineData("abcdef", "abcdef", 0)]
    [InlineData("consulta", "consutla", 1)]
    [InlineData("consulta", "consult", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    public void Edit_distance_counts_changes_and_swaps(string left, string right, int distance) =>
        Assert.Equal(distance, Spelling.Distance(left, right));

    [Theory]
    [InlineData("nao", "não", false)]
    [InlineData("sim", "sem", false)]
    [InlineData("atendente", "atendnete", true)]
    [InlineData("anotar", "notar", false)]
    public void Short_words_and_first_letters_are_not_forgiven(string word, string known, bool like) =>
        Assert.Equal(like, Spelling.IsLike(word, known));

    private static Meaning Understand(string text, string sector = "clinics", string locale = "pt-BR",
        ImmutableArray<Choice>? choices = null)
    {
        var context = Samples.Context(locale: locale);
        var bot = SectorBots.Newest(sector)!;
        var scope = new StepScope(bot, new DialogueSession(bot.Reference, locale, "menu", "menu"), context);
        return RulesUnderstanding.Instance.Understand(text, UnderstandingScope.Of(scope, choices ?? []));
    }
}
