using Platform.Identity;

namespace Platform.Tests.Identity;

public class CallerNumbersTests
{
    [Theory]
    [InlineData("+5511999990001", "5511999990001")]
    [InlineData("011999990001", "5511999990001")]
    [InlineData("1001", "1001")]
    [InlineData("sip:+5511999990001@trunk.example:5060", "5511999990001")]
    [InlineData("tel:+55-11-99999-0001;phone-context=example", "5511999990001")]
    [InlineData("5511999990001@10.0.0.1", "5511999990001")]
    public void A_shown_number_is_read_in_its_canonical_form(string shown, string digits) =>
        Assert.Equal(digits, CallerNumbers.Read(shown)!.Value.Digits);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("0")]
    [InlineData("0000000000")]
    [InlineData("anonymous")]
    [InlineData("Anonymous@anonymous.invalid")]
    [InlineData("unknown")]
    [InlineData("Restricted")]
    [InlineData("Unavailable")]
    [InlineData("private")]
    [InlineData("asserted")]
    [InlineData("266696687")]
    [InlineData("+266696687")]
    public void A_withheld_number_is_nobody_s(string? shown) => Assert.Null(CallerNumbers.Read(shown));

    [Fact]
    public void A_number_that_privacy_hides_is_withheld_although_the_switch_shows_it() =>
        Assert.Null(CallerNumbers.Read("+5511999990001", privacyHidesNumber: true));
}
