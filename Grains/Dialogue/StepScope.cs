using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Platform.Dialogue;

/// <summary>All that a step may look at: the bot, the session as it stands, the moment, and a function's result.</summary>
internal sealed record StepScope(BotDefinition Bot, DialogueSession Session, DialogueContext Context)
{
    /// <summary>Characters of a name that are looked at; a first name stands within them.</summary>
    private const int NameMax = 80;

    /// <summary>Characters of a filled text that need no buffer from the heap.</summary>
    private const int FilledUsual = 512;

    private static readonly ImmutableHashSet<string> _titles = Language.Set(
        "dr dra doutor doutora doctor doctora sr sra srta senhor senhora senor senora dona don prof profa eng mr mrs ms miss");

    public ImmutableSortedDictionary<string, string> Result { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether days near today may be called so.</summary>
    public bool Relative { get; init; } = true;

    public string Locale => Session.Locale;

    public DateTime Now => Context.LocalNow.DateTime;

    public DateOnly Today => DateOnly.FromDateTime(Now);

    /// <summary>The first name of the customer, as people are addressed; <c>null</c> when it is not known or is no name.</summary>
    public string? ContactName { get; } = FirstName(Context.ContactName, Session.Locale);

    /// <summary>Whether nobody is there.</summary>
    public bool Closed { get; } = !Context.Hours.IsOpen(Context.LocalNow.DateTime);

    /// <summary>The company's answers, then the bot's own where they can be given and the company does not answer the same itself.</summary>
    public IEnumerable<Question> Faq
    {
        get
        {
            foreach (var entry in Context.Faq.IsDefault ? [] : Context.Faq)
            {
                if (!entry.Questions.IsDefaultOrEmpty) { yield return new Question(entry.Questions, () => entry.Answer); }
            }
            var answered = AnsweredByCompany();
            foreach (var entry in Bot.Faq)
            {
                var wordings = entry.Questions.GetValueOrDefault(Locale, []);
                if ((entry.When?.Holds(this) ?? true) && !IsAmong(answered, wordings))
                {
                    yield return new Question(wordings, () => Text(entry.Answer));
                }
            }
        }
    }

    /// <summary>The text of a key for this moment, filled.</summary>
    public string Text(string key) => Text(key, Locale);

    /// <summary>The choices that an offer comes to at this moment.</summary>
    public ImmutableArray<Choice> Offered(Offer offer) => Offers.At(offer, this);

    /// <summary>
    /// An argument's template, filled for the machine: slots in their stored form, and <c>{text:key}</c> as a text in the bot's
    /// default language, which is what the company's people read.
    /// </summary>
    public string Argument(string template)
    {
        if (template.StartsWith("{text:", StringComparison.Ordinal)) { return Record(template["{text:".Length..^1]); }
        return Fill(template, Locale, forMachine: true).Trim();
    }

    // "Tomorrow" means another day to those who read a record later.
    private string Record(string key) =>
        TextForms.Clean((this with { Relative = false }).Text(key, Bot.DefaultLocale)).Replace(" ,", ",", StringComparison.Ordinal);

    private string Text(string key, string locale)
    {
        var template = Bot.Texts.Find(locale, key, Closed, ContactName is not null, Context.Medium == Medium.Telephone);
        return Fill(template, locale, forMachine: false);
    }

    // Read once for all of the bot's questions: a company may have hundreds of its own.
    private HashSet<string>? AnsweredByCompany()
    {
        if (Context.Faq.IsDefaultOrEmpty || Bot.Faq.IsDefaultOrEmpty) { return null; }
        var senses = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in Context.Faq)
        {
            foreach (var question in entry.Questions.IsDefault ? [] : entry.Questions) { senses.Add(KnownWords.Sense(question, Locale)); }
        }
        return senses;
    }

    private bool IsAmong(HashSet<string>? answered, ImmutableArray<string> wordings)
    {
        if (answered is null) { return false; }
        foreach (var wording in wordings)
        {
            if (KnownWords.Sense(wording, Locale) is { Length: > 0 } sense && answered.Contains(sense)) { return true; }
        }
        return false;
    }

    private static string? FirstName(string? name, string locale) =>
        name is null ? null : NameReader.Read(TextForms.Cut(name, NameMax), Language.Of(locale))?.Split(' ').FirstOrDefault(IsNoTitle);

    // "Boa noite, Dr.!" is how nobody is greeted.
    private static bool IsNoTitle(string word) => !_titles.Contains(TextForms.Fold(word).TrimEnd('.'));

    /// <summary>Replaces each <c>{name}</c> once; what is filled in is not read again, so that a customer's words stay words.</summary>
    private string Fill(string template, string locale, bool forMachine)
    {
        if (!template.Contains('{', StringComparison.Ordinal)) { return template; }
        var result = new DefaultInterpolatedStringHandler(template.Length, 1, CultureInfo.InvariantCulture, stackalloc char[FilledUsual]);
        var rest = template.AsSpan();
        while (rest.IndexOf('{') is >= 0 and var open && rest[open..].IndexOf('}') is > 0 and var length)
        {
            result.AppendFormatted(rest[..open]);
            result.AppendLiteral(Value(rest.Slice(open + 1, length - 1), locale, forMachine));
            rest = rest[(open + length + 1)..];
        }
        result.AppendFormatted(rest);
        return result.ToStringAndClear();
    }

    private string Value(ReadOnlySpan<char> name, string locale, bool forMachine) =>
        forMachine && name.StartsWith("slot.", StringComparison.Ordinal)
            ? Session.Slots.GetValueOrDefault(name["slot.".Length..].ToString(), "")
            : Variables.Value(name, this, locale);
}
