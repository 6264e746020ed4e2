using FsCheck;
using FsCheck.Fluent;
using Platform.Identity;

namespace Platform.Tests.Identity;

public class PhoneNumbersProperties
{
    private static readonly Gen<string> Area =
        from tens in Gen.Choose(1, 9)
        from units in Gen.Choose(1, 9)
        select $"{tens}{units}";

    private static readonly Gen<string> OldMobile =
        from area in Area
        from first in Gen.Choose(6, 9)
        from rest in Digits(7)
        select $"{area}{first}{rest}";

    // 55 is an area code too: after it, 3003-1234 and 4004-1234 are read as the service numbers that they are with the country's code.
    private static readonly Gen<string> Landline =
        from area in Area
        from first in Gen.Choose(2, 5)
        from rest in Digits(7)
        where area != "55" || first is 2 or 5 || !rest.StartsWith("00", StringComparison.Ordinal)
        select $"{area}{first}{rest}";

    private static readonly Gen<string> Service =
        from prefix in Gen.Elements("800", "300", "500", "900", "303")
        from rest in Digits(7)
        select prefix + rest;

    private static readonly Gen<string> AnyText = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>(),
        from parts in Gen.ArrayOf(
            Gen.Elements("+", "0", "00", "55", "52", "521", "54", "549", "9", "-", " ", "(", ")", "a", "@", "\u200e", "4004"))
        from digits in Digits(8)
        select string.Concat(parts) + digits);

    [Fact]
    public void Reading_never_throws_and_a_canonical_number_reads_as_itself() =>
        Check(AnyText, raw => !PhoneNumbers.TryRead(raw, out var number)
            || (PhoneNumbers.TryRead(number.E164, out var again) && again == number));

    [Fact]
    public void Both_forms_of_an_old_mobile_are_one_number() => Check(OldMobile, national =>
    {
        var withNinth = $"55{national[..2]}9{national[2..]}";
        return Read("55" + national) == withNinth
            && Read(withNinth) == withNinth
            && Read(national) == withNinth
            && Read("0" + national) == withNinth;
    });

    [Fact]
    public void Every_variant_of_a_number_leads_back_to_it()
    {
        var numbers = Gen.OneOf(
            Gen.OneOf(OldMobile, Landline).Select(national => "55" + national),
            Digits(10).Select(national => "52" + national),
            Digits(10).Select(national => "54" + national));
        Check(numbers, raw => PhoneNumbers.TryReadInternational(raw, out var number)
            && PhoneNumbers.Variants(number).All(v => PhoneNumbers.TryReadInternational(v, out var same) && same == number));
    }

    [Fact]
    public void Landlines_are_never_touched() =>
        Check(Landline, number => new[] { "55" + number, number, "+55" + number }.All(raw => Read(raw) == "55" + number));

    [Fact]
    public void Service_numbers_are_never_touched() =>
        Check(Service, number => new[] { "0" + number, "55" + number, "+55" + number }.All(raw => Read(raw) == "55" + number));

    [Fact]
    public void Telling_who_calls_never_throws_and_a_hidden_number_stays_hidden() =>
        Check(
            AnyText,
            raw => CallerNumbers.Read(raw, privacyHidesNumber: true) is null && CallerNumbers.Read(raw) is null or { Digits.Length: > 0 });

    [Fact]
    public void Reading_an_address_never_throws() =>
        Check(from user in AnyText
              from server in Gen.Elements("@s.whatsapp.net", "@lid", "@g.us", ":12@s.whatsapp.net", "@", "")
              select user + server,
            text => !Jid.TryParse(text, out var jid) || jid is not null);

    private static string? Read(string raw) => PhoneNumbers.TryRead(raw, out var number) ? number.Digits : null;

    private static Gen<string> Digits(int count) => Gen.Choose(0, 9).ArrayOf(count).Select(digits => string.Concat(digits));

    private static void Check<T>(Gen<T> inputs, Func<T, bool> holds) =>
        Prop.ForAll(inputs.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
}
