using Platform.Storage;

namespace Platform.Tests.Storage;

/// <summary>Changed pages go to the disk before the file is forced there.</summary>
public sealed class WriteBackTests
{
    private const int NotSeekable = 29;

    [Fact]
    public async Task The_database_file_is_written_back_by_the_system_whenever_it_is_asked()
    {
        await using var store = new SqliteStore();
        await store.InitializeAsync();
        var database = store.Get<SqliteDatabase>();

        Assert.Equal([0, 0], new[] { database.StartWriteBack(), database.StartWriteBack() });
    }

    [Fact]
    public void What_the_system_cannot_write_back_is_told_by_its_error_number()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the system is not asked.");
        using var device = new WriteBack("/dev/null");

        Assert.Equal(NotSeekable, device.Start());
    }
}
