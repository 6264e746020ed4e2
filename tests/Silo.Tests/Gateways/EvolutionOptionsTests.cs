using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Gateways;
using Platform.Gateways.Evolution;

namespace Platform.Tests.Gateways;

public class EvolutionOptionsTests
{
    [Theory]
    [InlineData("Evolution:BaseUrl", "evolution.internal", "Evolution:BaseUrl")]
    [InlineData("Evolution:BaseUrl", "ftp://evolution.internal", "Evolution:BaseUrl")]
    [InlineData("Evolution:BaseUrl", "https://evolution.internal?instanceName=x", "Evolution:BaseUrl")]
    [InlineData("Evolution:BaseUrl", "https://user:secret@evolution.internal", "Evolution:BaseUrl")]
    [InlineData("Evolution:ApiKey", "", "Evolution:ApiKey")]
    [InlineData("Evolution:SendTimeout", "00:00:00", "SendTimeout")]
    public void A_bad_value_is_refused_with_the_name_of_the_setting(string name, string value, string named)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Evolution:BaseUrl"] = "https://evolution.internal", ["Evolution:ApiKey"] = "key", [name] = value,
        };

        var refused = Assert.Throws<OptionsValidationException>(() => Read(settings));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_address_no_key_is_needed() => Assert.Equal("", Read([]).BaseUrl);

    private static EvolutionOptions Read(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddLogging()
        .AddEvolutionGateway(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .BuildServiceProvider()
        .GetRequiredService<IOptions<EvolutionOptions>>().Value;
}
