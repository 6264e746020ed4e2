using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Platform.Dialogue;

namespace Platform.Tests.Dialogue;

public sealed class RendererTests
{
    private static readonly ImmutableArray<Choice> _choices = [new("a", "Marcar consulta", []), new("b", "Horário", [])];

    [Fact]
    public void Choices_are_numbered_below_the_text() =>
        Assert.Equal("Como posso ajudar?\n\n*1.* Marcar consulta\n*2.* Horário",
            WhatsAppRenderer.Render(new Prompt("Como posso ajudar?", _choices, SlotKind.Choice, "pt-BR")));

    [Fact]
    public void The_prompts_of_a_turn_are_one_message() =>
        Assert.Equal(["Oi!\n\nTudo bem?"], WhatsAppRenderer.Render([Prompt.Of("Oi!", "pt-BR"), Prompt.Of("Tudo bem?", "pt-BR")]));

    [Fact]
    public void A_long_text_is_split_after_a_sentence_and_loses_nothing()
    {
        var text = string.Concat(Enumerable.Range(0, 200).Select(number => $"Esta é a frase de número {number}. "));

        var messages = WhatsAppRenderer.Render([Prompt.Of(text, "pt-BR")]);

        Assert.True(messages.Length > 1);
        Assert.All(messages, message => Assert.EndsWith(".", message, StringComparison.Ordinal));
        Assert.Equal(text.Trim(), string.Join(' ', messages));
    }

    [Fact]
    public void A_text_without_any_break_is_cut_between_whole_characters()
    {
        var messages = WhatsAppRenderer.Render([Prompt.Of(string.Concat(Enumerable.Repeat("😊", 3_000)), "pt-BR")]);

        Assert.All(messages, message => Assert.InRange(message.Length, 1, WhatsAppRenderer.MessageMax));
        Assert.Equal(6_000, messages.Sum(message => message.Length));
        Assert.All(messages, message => Assert.False(char.IsHighSurrogate(message[^1])));
    }

    [Fact]
    public void A_choice_is_spoken_with_its_key_and_the_menu_with_the_way_to_a_person()
    {
        var spoken = TelephoneRenderer.Render(
            [Prompt.Of("Bom dia! 😊", "pt-BR"),
            new Prompt("*Como posso ajudar?*", _choices, SlotKind.Choice, "pt-BR") { OffersPerson = true }]);

        Assert.Equal(
            "Bom dia! Como posso ajudar? Para marcar consulta, tecle um. Para horário, tecle dois. Para falar com uma pessoa, "
            + "tecle zero.", spoken.Text);
        Assert.Equal([new('1', "a"), new('2', "b"), new('0', TelephoneRenderer.PersonChoice)], spoken.Keys);
        Assert.Equal((SpokenAnswer.OneOf, 1, true), (spoken.Expects, spoken.DigitsMax, spoken.AcceptsSpeech));
    }

    [Theory]
    [InlineData("pt-BR", "Vocês atendem convênio?", "Vocês atendem convênio? Tecle um.")]
    [InlineData("en", "What is your address?", "What is your address? Press one.")]
    [InlineData("es", "¿Cuál es la dirección?", "¿Cuál es la dirección? Marque uno.")]
    public void A_choice_that_is_a_question_is_spoken_as_one(string locale, string title, string spoken) =>
        Assert.Equal(
            $"? {spoken}", TelephoneRenderer.Render([new Prompt("?", [new Choice("a", title, [])], SlotKind.Choice, locale)]).Text);

    [Theory]
    [InlineData(SlotKind.Cpf, SpokenAnswer.Digits, 11)]
    [InlineData(SlotKind.Money, SpokenAnswer.Digits, 12)]
    [InlineData(SlotKind.PersonName, SpokenAnswer.FreeSpeech, 1)]
    public void A_question_says_how_it_can_be_answered(SlotKind kind, SpokenAnswer expects, int digits)
    {
        var spoken = TelephoneRenderer.Render([new Prompt("?", [], kind, "pt-BR")]);

        Assert.Equal((expects, digits), (spoken.Expects, spoken.DigitsMax));
        Assert.Contains(spoken.Keys, key => key.Key == '0');
    }

    [Fact]
    public void A_statement_expects_nothing()
    {
        var spoken = TelephoneRenderer.Render([Prompt.Of("Até logo!", "pt-BR")]);

        Assert.Equal((SpokenAnswer.None, 0, false, 0), (spoken.Expects, spoken.DigitsMax, spoken.AcceptsSpeech, spoken.Keys.Length));
    }

    [Theory]
    [InlineData("pt-BR", "das 08:00 às 18:30", "das oito horas às dezoito e meia")]
    [InlineData("pt-BR", "às 14h", "às quatorze horas|às catorze horas")]
    [InlineData("pt-BR", "à 01:00 e às 12:00", "à uma hora e ao meio-dia")]
    [InlineData("pt-BR", "das 00:00 às 12:00 e das 01:00 às 00:30", "da meia-noite ao meio-dia e da uma hora à meia-noite e meia")]
    [InlineData("pt-BR", "até as 00:00", "até a meia-noite")]
    [InlineData("pt-BR", "apenas uma hora", "apenas uma hora")]
    [InlineData("pt-BR", "terça-feira, 25/08", "terça-feira, vinte e cinco de agosto")]
    [InlineData("pt-BR", "1/5/2027", "primeiro de maio de dois mil e vinte e sete")]
    [InlineData("pt-BR", "R$ 1.500,10", "mil e quinhentos reais e dez centavos")]
    [InlineData("pt-BR", "R$ 250,00 ou R$ 1,00", "duzentos e cinquenta reais ou um real")]
    [InlineData("pt-BR", "R$ 2.000.000", "dois milhões de reais")]
    [InlineData("pt-BR", "ligue (11) 4000-0001", "ligue um um, quatro zero zero zero, zero zero zero um")]
    [InlineData("pt-BR", "10% de desconto", "dez por cento de desconto")]
    [InlineData("pt-BR", "Av. Paulista com a Dra. Ana", "Avenida Paulista com a Doutora Ana")]
    [InlineData("pt-BR", "*Oi* 😊\n_tudo bem_?", "Oi. tudo bem?")]
    [InlineData("en", "8 am to 6:30 pm", "eight a.m. to six thirty p.m.")]
    [InlineData("en", "Tuesday, August 25", "Tuesday, August twenty-fifth")]
    [InlineData("en", "R$ 1,500.00", "one thousand five hundred reais")]
    [InlineData("en", "at 12 pm", "at noon")]
    [InlineData("es", "a las 10:30", "a las diez y media de la mañana")]
    [InlineData("es", "a las 00:30", "a las doce y media de la noche")]
    [InlineData("es", "martes, 25/08", "martes, veinticinco de agosto")]
    [InlineData("es", "$ 21.000", "veintiún mil pesos")]
    public void Written_forms_are_spoken_in_words(string locale, string written, string spoken) =>
        Assert.Contains(SpokenText.Speak(written, locale), spoken.Split('|'));

    [Fact]
    public void Speech_has_no_markup_whatever_the_text()
    {
        var texts = ArbMap.Default.ArbFor<string>().Generator.Select(text => $"*{text}* 😊 _x_ R$ 1.500,00 10:00 31/02 99:99 R$ 9999999999");
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var spoken = TelephoneRenderer.Render(
                [Prompt.Of(text, "pt-BR"), new Prompt(text, [new("a", text, [])], SlotKind.Choice, "en")]).Text;
            return spoken.Length <= TelephoneRenderer.SpeechMax && !spoken.Contains('*', StringComparison.Ordinal)
                && !spoken.Contains("😊", StringComparison.Ordinal);
        }));
    }
}
