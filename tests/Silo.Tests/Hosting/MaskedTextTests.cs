using Platform.Hosting;
using Serilog.Events;
using Serilog.Parsing;

namespace Platform.Tests.Hosting;

public sealed class MaskedTextTests
{
    private const string Tenant = "5f3c1f0e6a524d0f9a570d1b6d3e0001";

    [Theory]
    [InlineData($"Grain conversation/{Tenant}+5511988800212 could not be activated", $"Grain conversation/{Tenant}+***12 could not be activated")]
    [InlineData($"conversation/{Tenant}+lid-100000000000001", $"conversation/{Tenant}+lid-***01")]
    [InlineData("sent to 5511988800212@s.whatsapp.net", "sent to ***12@s.whatsapp.net")]
    [InlineData("at 2026-11-23T03:03:39.9176782+00:00", "at 2026-11-23T03:03:39.9176782+00:00")]
    [InlineData($"channel/{Tenant}+evolution:DrMarco", $"channel/{Tenant}+evolution:DrMarco")]
    [InlineData("Message 01a2065b-f32a-73f4-8b9c-e99dab0e420b", "Message 01a2065b-f32a-73f4-8b9c-e99dab0e420b")]
    public void Only_what_names_a_customer_is_masked(string text, string masked) => Assert.Equal(masked, MaskedText.Mask(text));

    [Fact]
    public void A_line_names_no_customer_in_its_message_nor_in_its_exception()
    {
        var properties = new[] { new LogEventProperty("GrainId", new ScalarValue($"conversation/{Tenant}+5511988800212")) };
        var failure = new TimeoutException($"Receive of conversation/{Tenant}+5511988800212 had no answer");
        var line = new LogEvent(
            DateTimeOffset.UnixEpoch, LogEventLevel.Error, failure, new MessageTemplateParser().Parse("Grain {GrainId} failed"), properties);

        using var output = new StringWriter();
        new MaskedText().Format(line, output);

        Assert.DoesNotContain("55119888", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("+***12", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("TimeoutException", output.ToString(), StringComparison.Ordinal);
    }
}
