using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>English, with dates written day first where they are only numbers.</summary>
internal static class English
{
    private const string Hour = @"(?<h>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
    private const string Minute = @"(?<m>\d{2}|five|ten|fifteen|twenty([ -]five)?|thirty([ -]five)?|forty([ -]five)?|fifty([ -]five)?)";
    private const string Half = @"(\s?(?<p>a\.?m\b\.?|p\.?m\b\.?)|\s(in the |at )(?<p>morning|afternoon|evening|night)\b)";

    private static readonly ImmutableDictionary<string, int> _months = Language.Table(
        "january=1 jan=1 february=2 feb=2 march=3 mar=3 april=4 apr=4 may=5 june=6 jun=6 july=7 jul=7 august=8 aug=8 "
        + "september=9 sept=9 sep=9 october=10 oct=10 november=11 nov=11 december=12 dec=12");

    public static Language Words { get; } = new()
    {
        Locale = Locales.English,
        Weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        WeekdaysShort = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        Months =
        [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
        ],
        Greetings = ["Good morning", "Good afternoon", "Good evening"],
        PartTitles = ["In the morning", "In the afternoon", "In the evening"],
        PartsSpoken = ["the morning", "the afternoon", "the evening"],
        Hours = new HoursWords(
            OpenUntil: "We are open now, until {0}.",
            ClosedUntil: "We are closed right now. We open {0}.",
            ClosedToday: "We are closed today ({0}). We open {1}.",
            NotKnown: "I don't have our opening hours here yet.",
            Soon: "soon",
            Span: "{0} to {1}",
            And: " and ",
            To: " to ",
            Closed: "closed",
            Day: "{0}, {1}",
            At: "{0} at {1}",
            Today: "today",
            Tomorrow: "tomorrow"),
        Dates = new DateWords(
            [(new(@"\bday after tomorrow\b"), 2), (new(@"\b(tomorrow|tomorow|tmrw)\b"), 1), (new(@"\b(today|tonight)\b"), 0)],
            new(@"\bin (?<n>\w+([ -]\w+)?) (days?|(?<week>weeks?))\b"),
            [
                new($@"\b(?<month>{Language.Any(_months)})\.? (the )?(?<d>\d{{1,2}})(st|nd|rd|th)?\b(,? (?<y>\d{{4}}))?"),
                new($@"\b(?<d>\d{{1,2}})(st|nd|rd|th)? (of )?(?<month>{Language.Any(_months)})\b(,? (?<y>\d{{4}}))?"),
            ],
            new(@"\b(on )?(the (?<d>\d{1,2})(st|nd|rd|th)?|(?<d>\d{1,2})(st|nd|rd|th))\b"),
            new(@"\bnext week\b"),
            null,
            Language.Table(
                "sunday=0 sun=0 monday=1 mon=1 tuesday=2 tue=2 tues=2 wednesday=3 wed=3 thursday=4 thu=4 thurs=4 friday=5 fri=5 "
                + "saturday=6 sat=6"),
            _months),
        Times = new TimeWords(
            [
                new($@"\b(?<half>half) past {Hour}\b({Half})?"),
                new($@"\b(?<quarter>quarter) past {Hour}\b({Half})?"),
                new($@"\b(?<less>quarter) to {Hour}\b({Half})?"),
                new($@"\b{Hour}\s?(:|h)\s?(?<m>\d{{2}})\b({Half})?"),
                new($@"\b{Hour}(\s{Minute})?\s?(o'?clock)({Half})?"),
                new($@"\b{Hour}(\s{Minute})?{Half}"),
                new($@"\b(at|around|by|after) {Hour}(\s{Minute})?\b({Half})?"),
            ],
            new($@"^{Hour}(\s{Minute})?$"),
            new(@"\b(noon|midday)\b(?<half> thirty\b)?"),
            new(@"\bmidnight\b(?<half> thirty\b)?"),
            [new(@"\bmorning\b"), new(@"\bafternoon\b"), new(@"\b(evening|night|tonight)\b")],
            Language.Table("quarter=15"),
            Language.Set("am a.m a.m. morning"),
            "night"),
        Numbers = new NumberWords(
            Language.Table(
                "zero=0 oh=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 "
                + "thirteen=13 fourteen=14 "
                + "fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 "
                + "eighty=80 ninety=90"),
            Language.Set("hundred"),
            Language.Table("thousand=1000 k=1000 grand=1000 million=1000000 m=1000000"),
            Language.Set("and"),
            '.',
            NumberSpeech.English),
        Answers = new AnswerWords(
            Language.Set("yes y yeah yep yup sure ok okay correct confirm confirmed perfect absolutely"),
            Language.Set("right please great"),
            Language.Set("no n nope nah not never wrong negative"),
            Language.Set("maybe depends"),
            Language.Table(
                "one=1 first=1 two=2 second=2 three=3 third=3 four=4 fourth=4 five=5 fifth=5 six=6 sixth=6 seven=7 seventh=7 "
                + "eight=8 eighth=8 "
                + "nine=9 ninth=9"),
            Language.Set("st nd rd th"),
            Language.Set("the option number i want choose prefer please"),
            Language.Set("last"),
            ["my full name is ", "my name is ", "my name's ", "i am called ", "call me ", "this is ", "i am ", "i'm ", "it's ", "name "],
            Language.Set(
                "want would need book schedule appointment hours agent talk speak you not know how what how much where when because "
                + "cancel menu back help")),
        Speech = new SpeechWords(
            "For {0}, press {1}.",
            "{0} Press {1}.",
            "To speak to a person, press 0.",
            TimeSpeech.English,
            DateSpeech.English,
            MoneySpeech.English,
            "percent",
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["Av."] = "Avenue", ["St."] = "Street", ["Dr."] = "Doctor", ["Mr."] = "Mister", ["No."] = "number", ["tel."] = "telephone",
                ["km"] = "kilometres",
            }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase),
            []),
        StopWords = Language.Set(
            "a an the of in on at to for with by from is are am do does did can could would will i you we your our my me it this "
            + "that there "
            + "and or what which how hi hello please have has be about know like tell"),
    };
}
