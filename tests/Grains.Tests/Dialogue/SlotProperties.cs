using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Platform.Dialogue;

namespace Platform.Tests.Dialogue;

public sealed class SlotProperties
{
    private static readonly DateTime _now = new(2026, 8, 24, 10, 0, 0);
    private static readonly Arbitrary<string> _locales = Gen.Elements(Locales.All.ToArray()).ToArbitrary();
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(500);

    /// <summary>Words that parsers look for, mixed with anything at all.</summary>
    private static readonly Gen<string> _texts = Gen.OneOf(
        ArbMap.Default.ArbFor<string>().Generator.Select(text => text ?? ""),
        Gen.Elements(
            "amanhã", "dia", "15", "às", "10h", "/", ":", "de", "R$", "mil", "milhão", "1,5", "e", "meia", "sexta", "que vem",
            "99999999999999999999",
            "-", "\ud83d", "😊", "\u202e", "é", "e\u0301", "@", ".", "next week", "in", "two", "days", "la mañana", "31", "0", "00:00", "24",
            "pm", "\0", "\t")
            .NonEmptyListOf().Select(parts => string.Join(' ', parts)));

    private static readonly Gen<(SlotKind Kind, string Locale)> _kinds =
        from kind in Gen.Elements(Enum.GetValues<SlotKind>())
        from locale in Gen.Elements(Locales.All.ToArray())
        select (kind, locale);

    [Fact]
    public void No_text_makes_a_parser_throw_and_every_result_is_in_its_stored_form() =>
        Check.One(_config.WithMaxTest(3_000), Prop.ForAll(_texts.ToArbitrary(), _kinds.ToArbitrary(), (text, slot) =>
        {
            var value = SlotReader.Read(slot.Kind, text, _now, slot.Locale);
            var mentioned = SlotReader.Mentioned(slot.Kind, text, _now, slot.Locale);
            return IsStored(slot.Kind, value) && IsStored(slot.Kind, mentioned);
        }));

    [Fact]
    public void A_day_written_out_is_read_back_in_every_language() =>
        Check.One(_config, Prop.ForAll(Gen.Choose(0, 360).ToArbitrary(), _locales, (ahead, locale) =>
        {
            var day = DateOnly.FromDateTime(_now).AddDays(ahead);
            var written = SlotTexts.Day(day, null, Language.Of(locale));
            return SlotReader.Read(SlotKind.Date, written, _now, locale) == day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }));

    [Fact]
    public void A_time_written_is_read_back() =>
        Check.One(_config, Prop.ForAll(Gen.Choose(0, 1439).ToArbitrary(), _locales, (minute, locale) =>
        {
            var time = new TimeOnly(minute / 60, minute % 60);
            var stored = time.ToString("HH':'mm", CultureInfo.InvariantCulture);
            return SlotReader.Read(SlotKind.Time, SlotTexts.Show(SlotKind.Time, stored, null, locale), _now, locale) == stored;
        }));

    [Fact]
    public void A_number_spoken_is_read_back() =>
        Check.One(_config.WithMaxTest(2_000),
            Prop.ForAll(Numbers().ToArbitrary(), _locales, (number, locale) =>
        {
            var words = Language.Of(locale).Numbers.Speak(number, false);
            return SlotReader.Read(SlotKind.Number, words, _now, locale) == number.ToString(CultureInfo.InvariantCulture);
        }));

    [Fact]
    public void An_amount_written_is_read_back() =>
        Check.One(_config, Prop.ForAll(Gen.Choose(0, 2_000_000_000).ToArbitrary(), _locales, (cents, locale) =>
        {
            var stored = (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
            return SlotReader.Read(SlotKind.Money, SlotTexts.Show(SlotKind.Money, stored, null, locale), _now, locale) == stored;
        }));

    [Fact]
    public void A_taxpayer_number_is_valid_for_exactly_one_pair_of_check_digits() =>
        Check.One(_config.WithMaxTest(200),
            Prop.ForAll(Gen.Choose(1, 999_999_998).Where(number => number % 111_111_111 != 0).ToArbitrary(), number =>
            Enumerable.Range(0, 100).Count(check => Cpf.TryParse($"{number:000000000}{check:00}", out _)) == 1));

    private static Gen<int> Numbers() => Gen.OneOf(Gen.Choose(0, 2_000), Gen.Choose(0, 999_999), Gen.Choose(0, 999_999_999));

    private static bool IsStored(SlotKind kind, string? value) => value is null || kind switch
    {
        SlotKind.Choice => false,
        SlotKind.Text => value.Length is > 0 and <= DialogueSession.SlotLengthMax,
        SlotKind.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= DateOnly.FromDateTime(_now) && day <= DateOnly.FromDateTime(_now).AddDays(400),
        SlotKind.Time =>
            DayPart.ById(value) is not null
                || TimeOnly.TryParseExact(value, "HH':'mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        SlotKind.Number =>
            long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 999_999_999_999,
        SlotKind.Money =>
            decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
                && amount <= 999_999_999_999m,
        SlotKind.PersonName => value.Length is >= 2 and <= 80,
        SlotKind.Cpf => Cpf.TryParse(value, out _),
        SlotKind.Plate => value.Length == 7 && value.All(char.IsAsciiLetterOrDigit),
        SlotKind.YesNo => value is "yes" or "no",
        SlotKind.Phone => value.Length is >= 8 and <= 15 && value.All(char.IsAsciiDigit),
        SlotKind.Email => value.Contains('@', StringComparison.Ordinal) && value.Length <= 200,
        _ => false,
    };
}
