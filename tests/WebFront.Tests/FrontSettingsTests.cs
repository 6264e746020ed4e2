using Microsoft.Extensions.Configuration;

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
}
