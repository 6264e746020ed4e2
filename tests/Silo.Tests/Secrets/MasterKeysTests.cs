using System.Security.Cryptography;
using Platform.Secrets;

namespace Platform.Tests.Secrets;

public sealed class MasterKeysTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("keys-");
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public void The_key_comes_from_the_setting_a_file_or_a_command()
    {
        var file = Path.Combine(_directory.FullName, "mounted");
        File.WriteAllText(file, $"{_key}\n");

        var set = Find(new SecretsOptions { MasterKey = _key });
        Assert.Equal(set.CurrentId, Find(new SecretsOptions { MasterKeyFile = file }).CurrentId);
        Assert.Equal(set.CurrentId, Find(new SecretsOptions { Command = { "cat", file } }).CurrentId);
    }

    [Fact]
    public void Without_any_a_key_is_made_once_and_only_its_owner_may_read_it()
    {
        var made = Find(new SecretsOptions()).CurrentId;

        Assert.Equal(made, Find(new SecretsOptions()).CurrentId);
        if (OperatingSystem.IsWindows()) { return; }
        var mode = File.GetUnixFileMode(Path.Combine(_directory.FullName, "master.key"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("c2hvcnQ=")]
    public void What_is_no_key_is_refused_without_being_repeated(string text)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Find(new SecretsOptions { MasterKey = text }));
        Assert.DoesNotContain(text, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_fails_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => Find(new SecretsOptions { Command = { "false" } }));

    public void Dispose() => _directory.Delete(recursive: true);

    private MasterKeys Find(SecretsOptions options) => MasterKeys.Find(options, _directory.FullName);
}
