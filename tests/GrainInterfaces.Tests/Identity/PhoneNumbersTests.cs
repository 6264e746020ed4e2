using Platform.Identity;

namespace Platform.Tests.Identity;

public class PhoneNumbersTests
{
    [Theory]
    [InlineData("(11) 99999-0001", "5511999990001")]
    [InlineData("11 99999 0001", "5511999990001")]
    [InlineData("011 99999-0001", "5511999990001")]
    [InlineData("0 21 11 99999-0001", "5511999990001")]     // carrier 21 before the area code
    [InlineData("+55 (11) 99999-0001", "5511999990001")]
    [InlineData("+55 (011) 99999-0001", "5511999990001")]
    [InlineData("0055 11 99999 0001", "5511999990001")]
    [InlineData("05511999990001", "5511999990001")]
    [InlineData("‎+55 11 99999‑0001", "5511999990001")]     // direction mark and non-breaking hyphen, as address books copy them
    [InlineData("11.99999.0001", "5511999990001")]
    [InlineData("5531988880002", "5531988880002")]
    [InlineData("553188880002", "5531988880002")]
    [InlineData("3188880002", "5531988880002")]
    [InlineData("5547991234567", "5547991234567")]
    [InlineData("554791234567", "5547991234567")]
    [InlineData("558587650003", "5585987650003")]
    [InlineData("5531968880002", "5531968880002")]
    [InlineData("5548955550004", "5548955550004")]
    [InlineData("55 9 9999 1234", "5555999991234")]         // area code 55 is not the country
    [InlineData("5599991234", "5555999991234")]
    public void A_Brazilian_mobile_has_its_ninth_digit_however_it_was_written(string raw, string digits) =>
        Assert.Equal(digits, Read(raw));

    [Theory]
    [InlineData("553133334444", "553133334444")]
    [InlineData("(31) 3333-4444", "553133334444")]
    [InlineData("0 31 3333-4444", "553133334444")]
    [InlineData("+55 55 3222-1234", "555532221234")]
    [InlineData("55 3222-1234", "555532221234")]
    [InlineData("+551140000001", "551140000001")]
    public void A_landline_is_left_alone(string raw, string digits) => Assert.Equal(digits, Read(raw));

    [Theory]
    [InlineData("0800 123 4567", "558001234567")]
    [InlineData("0800 12 3456", "55800123456")]
    [InlineData("8001234567", "558001234567")]
    [InlineData("+55 0800 123 4567", "558001234567")]
    [InlineData("558001234567", "558001234567")]
    [InlineData("0300 789 1234", "553007891234")]
    [InlineData("4004-1234", "5540041234")]
    [InlineData("3003 9999", "5530039999")]
    [InlineData("5540041234", "5540041234")]
    [InlineData("+55 3003 9999", "5530039999")]
    public void A_service_number_is_left_alone(string raw, string digits) => Assert.Equal(digits, Read(raw));

    [Theory]
    [InlineData("+52 1 55 1234 5678", "525512345678")]
    [InlineData("5215512345678", "525512345678")]
    [InlineData("+52 55 1234 5678", "525512345678")]
    [InlineData("+54 9 11 2345 6789", "541123456789")]
    [InlineData("5491123456789", "541123456789")]
    [InlineData("+54 11 2345 6789", "541123456789")]
    [InlineData("+1 202 555 0123", "12025550123")]
    [InlineData("12025550123", "12025550123")]
    [InlineData("00351 912 345 678", "351912345678")]
    [InlineData("+47 41 23 45 67", "4741234567")]           // with a plus it is Norway, not area code 47
    public void Other_countries_keep_their_digits_but_for_the_prefix_that_WhatsApp_inserts(string raw, string digits) =>
        Assert.Equal(digits, Read(raw));

    [Theory]
    [InlineData("1001", "1001")]
    [InlineData("33334444", "33334444")]
    public void An_extension_or_a_number_without_area_code_is_taken_as_it_is(string raw, string digits) => Assert.Equal(digits, Read(raw));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("0")]
    [InlineData("0000000000")]
    [InlineData("+")]
    [InlineData("++5511999990001")]
    [InlineData("5511+999990001")]
    [InlineData("anonymous")]
    [InlineData("+55 11 99999-0001 ramal 3")]
    [InlineData("123")]
    [InlineData("02079460958")]                              // a trunk zero of a plan that is not Brazil's
    [InlineData("+5511999990001999990001")]
    [InlineData("١١٩٩٩٩٩٠٠٠١")]
    [InlineData("5511999990001\n")]
    public void What_is_no_number_is_refused(string? raw) => Assert.False(PhoneNumbers.TryRead(raw, out _));

    [Theory]
    [InlineData("5531988880002", "5531988880002", "553188880002")]
    [InlineData("5531968880002", "5531968880002", "553168880002")]
    [InlineData("5548955550004", "5548955550004")]           // this range began with nine digits
    [InlineData("553133334444", "553133334444")]
    [InlineData("558001234567", "558001234567")]
    [InlineData("5540041234", "5540041234")]
    [InlineData("525512345678", "525512345678", "5215512345678")]
    [InlineData("541123456789", "541123456789", "5491123456789")]
    [InlineData("12025550123", "12025550123")]
    public void The_variants_of_a_number_are_the_forms_that_providers_know_it_by(string digits, params string[] variants) =>
        Assert.Equal(variants, PhoneNumbers.Variants(PhoneNumber.Parse(digits)));

    private static string? Read(string raw) => PhoneNumbers.TryRead(raw, out var number) ? number.Digits : null;
}
