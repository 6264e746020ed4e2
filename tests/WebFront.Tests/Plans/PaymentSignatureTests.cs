using System.Text;
using Platform.Plans;

namespace Platform.Tests.Plans;

public sealed class PaymentSignatureTests
{
    private const string Secret = "a secret of thirty-two characters";

    private static readonly DateTimeOffset Now = new(2027, 4, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"id":"p1","amount":14900}""");

    // Computed by another program.
    [Fact]
    public void The_signature_is_the_hmac_of_time_stop_and_raw_bytes() => Assert.Equal(
        "t=1806580800,v1=5ef9c89cdff488b2eda792b3132663e6aead938d2dad2bf05b342adb367a52b2",
        PaymentSignature.Of(Now, Body, Secret));

    [Fact]
    public void A_genuine_report_is_believed_also_while_the_secret_is_replaced()
    {
        var header = PaymentSignature.Of(Now, Body, Secret);

        Assert.True(IsGenuine(header));
        Assert.True(IsGenuine($"{header.Split(',')[0]},v1={new string('0', 64)},{header.Split(',')[1]}"));
    }

    [Fact]
    public void Altered_bytes_another_secret_and_another_time_are_not_believed()
    {
        var header = PaymentSignature.Of(Now, Body, Secret);

        Assert.False(PaymentSignature.IsGenuine(header, Body.AsSpan()[..^1], Secret, Now, Tolerance));
        Assert.False(PaymentSignature.IsGenuine(header, Body, Secret + "!", Now, Tolerance));
        Assert.False(IsGenuine(header.Replace("t=1806580800", "t=1806580801", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void An_old_report_is_a_replay_and_not_believed(int seconds, bool genuine) =>
        Assert.Equal(genuine, IsGenuine(PaymentSignature.Of(Now.AddSeconds(seconds), Body, Secret)));

    [Theory]
    [InlineData("")]
    [InlineData("t=1806580800")]
    [InlineData("v1=00")]
    [InlineData("t=1806580800,v1=")]
    [InlineData("t=1806580800,v1=zz")]
    [InlineData("t=99999999999999999999,v1=00")]
    [InlineData("t=9223372036854775807,v1=00")]
    [InlineData(",,,,,,,,,,,,,,,,")]
    public void Nonsense_is_not_believed_and_does_not_throw(string header) => Assert.False(IsGenuine(header));

    private static bool IsGenuine(string header) => PaymentSignature.IsGenuine(header, Body, Secret, Now, Tolerance);
}
