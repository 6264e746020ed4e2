using System.Globalization;
using System.Text;
using Platform.People;

namespace Platform.Tests.People;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    // RFC 6238, appendix B, SHA-1.
    [Theory]
    [InlineData(59L, "94287082")]
    [InlineData(1111111109L, "07081804")]
    [InlineData(1111111111L, "14050471")]
    [InlineData(1234567890L, "89005924")]
    [InlineData(2000000000L, "69279037")]
    [InlineData(20000000000L, "65353130")]
    public void Codes_are_those_of_the_RFC(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeOf(Secret, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds)), digits: 8));

    // RFC 4226, appendix D.
    [Theory]
    [InlineData(0, "755224")]
    [InlineData(1, "287082")]
    [InlineData(9, "520489")]
    public void Six_digits_are_those_of_the_RFC(long counter, string code) => Assert.Equal(code, Totp.CodeOf(Secret, counter));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void One_step_before_and_behind_is_good(int steps, bool isGood)
    {
        var code = Totp.CodeOf(Secret, Totp.StepAt(Noon) + steps);
        Assert.Equal(isGood, Totp.Match(Secret, code, Noon) is not null);
    }

    [Fact]
    public void A_code_is_good_once()
    {
        var book = new CodeBook([], [], []);
        var code = Totp.CodeOf(Secret, Totp.StepAt(Noon));
        var used = book.Use(code, Secret, Noon);
        Assert.NotNull(used);
        Assert.Null(used.Use(code, Secret, Noon));
        Assert.Null(used.Use(code, Secret, Noon + TimeSpan.FromSeconds(29)));
        Assert.NotNull(used.Use(Totp.CodeOf(Secret, Totp.StepAt(Noon) + 1), Secret, Noon));
    }

    [Fact]
    public void After_a_clock_that_ran_ahead_codes_work_again()
    {
        var ahead = Noon + TimeSpan.FromHours(5);
        var used = new CodeBook([], [], []).Use(Totp.CodeOf(Secret, Totp.StepAt(ahead)), Secret, ahead);
        Assert.NotNull(used!.Use(Totp.CodeOf(Secret, Totp.StepAt(Noon)), Secret, Noon));
    }

    [Fact]
    public void A_recovery_code_is_good_once_however_it_is_typed()
    {
        var codes = CodeBook.NewRecoveryCodes();
        Assert.Equal(CodeBook.RecoveryCodes, codes.Distinct().Count());
        var book = new CodeBook([], [], CodeBook.HashesOf(codes));
        var typed = $"{codes[3][..5]} - {codes[3][5..]}".ToUpper(CultureInfo.InvariantCulture);
        var used = book.Use(typed, Secret, Noon);
        Assert.Equal(CodeBook.RecoveryCodes - 1, used!.RecoveryHashes.Length);
        Assert.Null(used.Use(codes[3], Secret, Noon));
        Assert.Null(book.Use("", Secret, Noon));
    }

    // RFC 4648, section 10.
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_is_that_of_the_RFC(string plain, string encoded)
    {
        Assert.Equal(encoded, Base32.Encode(Encoding.ASCII.GetBytes(plain)));
        Assert.Equal(plain, Encoding.ASCII.GetString(Base32.Decode(encoded)));
    }
}
