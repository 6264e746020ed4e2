using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Platform.Dialogue;

/// <summary>Prompts as speech: no markup or emoji, numbers and times in words, each choice with its key.</summary>
public static class TelephoneRenderer
{
    /// <summary>Characters of one turn's speech: about two minutes, longer than anyone listens.</summary>
    public const int SpeechMax = 2_000;

    /// <summary>The choice of key 0.</summary>
    public const string PersonChoice = "person";

    /// <summary>The prompts of a turn as one; the last one that expects an answer says how to give it.</summary>
    public static SpokenPrompt Render(ImmutableArray<Prompt> prompts)
    {
        var question = prompts.LastOrDefault(prompt => prompt.Expects is not null);
        var locale = prompts.IsEmpty ? Locales.Portuguese : prompts[^1].Locale;
        var text = new StringBuilder();
        foreach (var prompt in prompts)
        {
            Append(text, SpokenText.Speak(prompt.Text, locale));
            Append(text, ChoicesOf(prompt, locale));
        }
        var (expects, digitsMax) = Answer(question);
        return new SpokenPrompt(Fit(text.ToString()), locale, Keys(question), expects, digitsMax, expects != SpokenAnswer.None);
    }

    private static string ChoicesOf(Prompt prompt, string locale)
    {
        if (prompt.Choices.IsDefaultOrEmpty) { return ""; }
        var speech = Language.Of(locale).Speech;
        var sentences = prompt.Choices.Select((choice, index) => choice.Title.EndsWith('?')
            ? string.Format(CultureInfo.InvariantCulture, speech.PressOfQuestion, SpokenText.Speak(choice.Title, locale), index + 1)
            : string.Format(CultureInfo.InvariantCulture, speech.Press, Title(choice, locale), index + 1));
        if (prompt.OffersPerson) { sentences = sentences.Append(speech.PressForPerson); }
        return string.Join(' ', sentences.Select(sentence => SpokenText.SpeakDigits(sentence, locale)));
    }

    private static string Title(Choice choice, string locale) => LowerFirst(SpokenText.Speak(choice.Title, locale).TrimEnd('.', '?', '!'));

    private static ImmutableArray<KeyChoice> Keys(Prompt? question)
    {
        if (question is null) { return []; }
        var choices = question.Choices.IsDefault ? [] : question.Choices.Take(DialogueSession.OfferedMax);
        return [.. choices.Select((choice, index) => new KeyChoice((char)('1' + index), choice.Id)), new KeyChoice('0', PersonChoice)];
    }

    private static (SpokenAnswer Expects, int DigitsMax) Answer(Prompt? question) => question switch
    {
        null => (SpokenAnswer.None, 0),
        { Choices.IsDefaultOrEmpty: false } => (SpokenAnswer.OneOf, 1),
        { Expects: SlotKind.Cpf } => (SpokenAnswer.Digits, 11),
        { Expects: SlotKind.Phone } => (SpokenAnswer.Digits, 15),
        { Expects: SlotKind.Number or SlotKind.Money } => (SpokenAnswer.Digits, 12),
        { Expects: SlotKind.Date } => (SpokenAnswer.Digits, 2),
        { Expects: SlotKind.Time } => (SpokenAnswer.Digits, 2),
        _ => (SpokenAnswer.FreeSpeech, 1),
    };

    // Sentences are set apart by a full stop, which speech engines render as a pause.
    private static void Append(StringBuilder text, string sentence)
    {
        if (sentence.Length == 0) { return; }
        if (text.Length > 0) { text.Append(text[^1] is '.' or '!' or '?' or ':' ? " " : ". "); }
        text.Append(sentence);
    }

    private static string Fit(string text) => text[..SentenceCut.Length(text, SpeechMax)].Trim();

    // English weekdays keep their capital; so does what is written in capitals.
    private static string LowerFirst(string text) =>
        text.Length > 1 && char.IsUpper(text[0]) && !char.IsUpper(text[1])
            && !English.Words.Weekdays.Any(day => text.StartsWith(day, StringComparison.Ordinal))
            ? char.ToLowerInvariant(text[0]) + text[1..]
            : text;
}
