using System.Collections.Immutable;
using System.Globalization;

namespace Platform.Dialogue;

/// <summary>The words of one language: how dates, times, numbers and answers are written, read and spoken in it.</summary>
internal sealed record Language
{
    public required string Locale { get; init; }

    /// <summary>Days of the week, Sunday first, as written in full.</summary>
    public required ImmutableArray<string> Weekdays { get; init; }

    /// <summary>Days of the week as written in ranges.</summary>
    public required ImmutableArray<string> WeekdaysShort { get; init; }

    /// <summary>Months, January first.</summary>
    public required ImmutableArray<string> Months { get; init; }

    /// <summary>Greetings of morning, afternoon and evening.</summary>
    public required ImmutableArray<string> Greetings { get; init; }

    /// <summary>Parts of the day as choices, in the order of <see cref="DayPart.All"/>.</summary>
    public required ImmutableArray<string> PartTitles { get; init; }

    /// <summary>The same as they follow "for" in speech.</summary>
    public required ImmutableArray<string> PartsSpoken { get; init; }

    public required HoursWords Hours { get; init; }

    public required DateWords Dates { get; init; }

    public required TimeWords Times { get; init; }

    public required NumberWords Numbers { get; init; }

    public required AnswerWords Answers { get; init; }

    public required SpeechWords Speech { get; init; }

    /// <summary>Words that say nothing about what a question is about.</summary>
    public required ImmutableHashSet<string> StopWords { get; init; }

    /// <summary>The language of a supported locale.</summary>
    public static Language Of(string locale) => locale switch
    {
        Locales.English => English.Words,
        Locales.Spanish => Spanish.Words,
        _ => Portuguese.Words,
    };

    /// <summary>"Good morning" and its like.</summary>
    public string Daytime(TimeOnly now) => Greetings[now.Hour switch { >= 5 and < 12 => 0, >= 12 and < 18 => 1, _ => 2 }];

    public string PartTitle(DayPart part) => PartTitles[DayPart.All.IndexOf(part)];

    public string PartSpoken(DayPart part) => PartsSpoken[DayPart.All.IndexOf(part)];

    /// <summary>A set of the words of a text, as they are compared.</summary>
    public static ImmutableHashSet<string> Set(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToImmutableHashSet(StringComparer.Ordinal);

    /// <summary>The words of a table as alternatives of a pattern, the longest first.</summary>
    public static string Any(ImmutableDictionary<string, int> table) =>
        string.Join('|', table.Keys.OrderByDescending(word => word.Length).ThenBy(word => word, StringComparer.Ordinal));

    /// <summary>Reads <c>word=1 other=2</c>.</summary>
    public static ImmutableDictionary<string, int> Table(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('='))
            .ToImmutableDictionary(entry => entry[0], entry => int.Parse(entry[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}

/// <summary>Sentences about opening hours. Placeholders are positional.</summary>
/// <param name="OpenUntil">Open now; {0} is the closing time.</param>
/// <param name="ClosedUntil">Closed now; {0} is the next opening.</param>
/// <param name="ClosedToday">Closed for a holiday; {0} is its name, {1} the next opening.</param>
/// <param name="NotKnown">The company told no hours.</param>
/// <param name="Soon">In place of a next opening that is not known.</param>
/// <param name="Span">One span of a day, {0} to {1}.</param>
/// <param name="And">Joins the last two of a list.</param>
/// <param name="To">Joins the ends of a range of days.</param>
/// <param name="Closed">A day without opening.</param>
/// <param name="Day">{0} a day and {1} a date of it.</param>
/// <param name="At">{0} a day, {1} a time.</param>
/// <param name="Today">Today.</param>
/// <param name="Tomorrow">Tomorrow.</param>
internal sealed record HoursWords(
    string OpenUntil, string ClosedUntil, string ClosedToday, string NotKnown, string Soon, string Span, string And, string To,
    string Closed, string Day, string At, string Today, string Tomorrow);

/// <summary>How dates are said.</summary>
/// <param name="Relative">Patterns of days counted from today.</param>
/// <param name="Counted">"In n days": groups <c>n</c>, and <c>week</c> where weeks are counted.</param>
/// <param name="Named">"15 December" in any order: groups <c>d</c>, <c>month</c>, <c>y</c>.</param>
/// <param name="Numbered">"The 15th": group <c>d</c>.</param>
/// <param name="NextWeek">"Next week", which moves a weekday.</param>
/// <param name="Ignored">What looks like a relative day and is none.</param>
/// <param name="Weekdays">Weekdays by their words; Sunday is 0.</param>
/// <param name="MonthNames">Months by their words, also short; January is 1.</param>
internal sealed record DateWords(
    ImmutableArray<(Pattern Pattern, int Days)> Relative, Pattern Counted, ImmutableArray<Pattern> Named, Pattern Numbered,
    Pattern NextWeek, Pattern? Ignored,
    ImmutableDictionary<string, int> Weekdays, ImmutableDictionary<string, int> MonthNames);

/// <summary>How times are said. Groups: <c>h</c> hour, <c>m</c> minutes, <c>less</c> minutes before the hour, <c>p</c> the part of
/// the day or half of it.</summary>
/// <param name="Exact">Patterns that cannot be anything but a time.</param>
/// <param name="Bare">A whole text that is a time where one was asked for.</param>
/// <param name="Noon">Noon; group <c>half</c> for half past.</param>
/// <param name="Midnight">Midnight; group <c>half</c> for half past.</param>
/// <param name="Parts">Parts of the day on their own, in the order of <see cref="DayPart.All"/>.</param>
/// <param name="Minutes">Minutes that have words of their own, such as a half.</param>
/// <param name="MorningWords">Values of <c>p</c> that mean before noon.</param>
/// <param name="NightWord">The value of <c>p</c> with which twelve is midnight.</param>
internal sealed record TimeWords(
    ImmutableArray<Pattern> Exact, Pattern Bare, Pattern Noon, Pattern Midnight, ImmutableArray<Pattern> Parts,
    ImmutableDictionary<string, int> Minutes, ImmutableHashSet<string> MorningWords, string NightWord);

/// <summary>How numbers are said.</summary>
/// <param name="Values">Words that add up.</param>
/// <param name="Hundreds">Words that multiply what stands before them by a hundred.</param>
/// <param name="Scales">Words that multiply the group before them: thousand, million and their short forms.</param>
/// <param name="Joins">Words between.</param>
/// <param name="DecimalMark">What separates decimals where it can be told no other way.</param>
/// <param name="Speak">Writes a number from 0 to 999,999,999 as words; feminine where the language has it.</param>
internal sealed record NumberWords(
    ImmutableDictionary<string, int> Values, ImmutableHashSet<string> Hundreds, ImmutableDictionary<string, int> Scales,
    ImmutableHashSet<string> Joins, char DecimalMark, Func<long, bool, string> Speak);

/// <summary>Yes, no and choices.</summary>
/// <param name="Yes">Words of assent.</param>
/// <param name="YesFirst">Words that assent only where they begin the answer.</param>
/// <param name="No">Words of denial.</param>
/// <param name="Unsure">Words that make either uncertain.</param>
/// <param name="Ordinals">Number and order words, 1 to 9.</param>
/// <param name="OrdinalEndings">What follows a digit in "1st".</param>
/// <param name="Fillers">Words around a choice: "option", "please".</param>
/// <param name="Last">"The last".</param>
/// <param name="NameLeads">What people say before their name, folded, the longest first.</param>
/// <param name="NotNames">Words that no name holds.</param>
internal sealed record AnswerWords(
    ImmutableHashSet<string> Yes, ImmutableHashSet<string> YesFirst, ImmutableHashSet<string> No, ImmutableHashSet<string> Unsure,
    ImmutableDictionary<string, int> Ordinals,
    ImmutableHashSet<string> OrdinalEndings, ImmutableHashSet<string> Fillers, ImmutableHashSet<string> Last,
    ImmutableArray<string> NameLeads, ImmutableHashSet<string> NotNames);

/// <summary>How things are said aloud.</summary>
/// <param name="Press">A choice and its key: {0} title, {1} key.</param>
/// <param name="PressOfQuestion">The same where the title is a question.</param>
/// <param name="PressForPerson">How a person is reached with 0.</param>
/// <param name="Time">Says a time of day.</param>
/// <param name="Date">Says a day: month and year; the year is 0 when it goes without saying.</param>
/// <param name="Money">Says an amount of units and cents; the currency is a sign.</param>
/// <param name="Percent">The word for %.</param>
/// <param name="Abbreviations">Written short, said in full; keys are matched as whole words.</param>
/// <param name="Corrections">What filling words into sentences gets wrong, such as an article.</param>
internal sealed record SpeechWords(
    string Press, string PressOfQuestion, string PressForPerson, Func<TimeOnly, string> Time, Func<int, int, int, string> Date,
    Func<string, long, int, string> Money,
    string Percent, ImmutableDictionary<string, string> Abbreviations, ImmutableArray<(string Written, string Said)> Corrections);
