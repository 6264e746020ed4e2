using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Demo;
using Platform.Hosts;

namespace Platform.Tests;

/// <summary>How the front reads its settings.</summary>
public sealed class FrontSettingsTests
{
    [Fact]
    public void No_settings_file_is_watched()
    {
        var files = ((IConfigurationBuilder)Front.CreateBuilder().Configuration).Sources.OfType<FileConfigurationSource>().ToList();

        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => file.ReloadOnChange);
    }

    [Fact]
    public void A_setting_of_the_command_line_counts() =>
        Assert.Equal("http://127.0.0.1:9", Front.CreateBuilder("--urls", "http://127.0.0.1:9").Configuration["urls"]);

    [Theory]
    [InlineData("", "demo")]
    [InlineData("a key", "a key")]
    public async Task Beside_the_demo_a_gateway_may_be_given_without_its_key(string given, string used)
    {
        var folder = Directory.CreateTempSubdirectory("platform-demo-");
        try
        {
            var builder = Front.CreateBuilder();
            builder.Configuration.AddInMemoryCollection(
            [
                new("Demo:Enabled", "true"), new("Storage:DataDirectory", folder.FullName),
                new("Evolution:BaseUrl", "http://127.0.0.1:9"), new("Evolution:ApiKey", given),
            ]);

            await using var demo = await DemoHost.Prepare(builder);

            Assert.Equal(used, builder.Configuration["Evolution:ApiKey"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1:5180", "localhost", null, "http://drmarco.localhost:5180")]
    [InlineData("https://+:9443;http://+:8080", "localhost", null, "http://drmarco.localhost:8080")]
    [InlineData("http://127.0.0.1:5180", "localhost", 8443, "http://drmarco.localhost:8443")]
    [InlineData("http://127.0.0.1:0", "localhost", null, "http://drmarco.localhost:5080")]
    [InlineData(null, "localhost", null, "http://drmarco.localhost:5080")]
    [InlineData("http://127.0.0.1:5180", "example.com", null, "https://drmarco.example.com")]
    public void Links_below_localhost_lead_to_where_the_front_listens(string? urls, string baseDomain, int? publicPort, string link)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("urls", urls)]).Build();
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(settings)
            .AddHosts()
            .Configure<HostsOptions>(hosts => (hosts.BaseDomain, hosts.PublicPort) = (baseDomain, publicPort))
            .BuildServiceProvider();
        var hosts = services.GetRequiredService<IOptions<HostsOptions>>().Value;

        Assert.Equal(link, hosts.AddressOf(hosts.HostOf("drmarco")));
    }
}
