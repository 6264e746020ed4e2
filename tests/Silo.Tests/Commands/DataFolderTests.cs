using Platform.Commands;

namespace Platform.Tests.Commands;

/// <summary>Commands beside the platform work on the data that a platform has, and never on data that they made themselves.</summary>
public sealed class DataFolderTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("data-folder-").FullName;

    [Theory]
    [InlineData("data")]
    [InlineData("WebFront/data")]
    public void The_data_of_a_platform_that_was_started_here_is_found(string folder)
    {
        var used = Path.Combine(_directory, folder);
        Directory.CreateDirectory(used);
        Assert.Null(DataFolder.Find(configured: null, _directory));

        File.WriteAllText(Path.Combine(used, "platform.db"), "");
        Assert.Equal(Path.GetFullPath(used), Path.GetFullPath(DataFolder.Find(configured: null, _directory)!));
    }

    [Fact]
    public void What_is_configured_counts_alone() => Assert.Equal("elsewhere", DataFolder.Find("elsewhere", _directory));

    [Fact]
    public void A_key_shows_where_a_platform_on_PostgreSQL_keeps_its_files()
    {
        var used = Directory.CreateDirectory(Path.Combine(_directory, "data")).FullName;
        File.WriteAllText(Path.Combine(used, "master.key"), "");
        Assert.Equal(used, Path.GetFullPath(DataFolder.Find(configured: null, _directory)!));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
