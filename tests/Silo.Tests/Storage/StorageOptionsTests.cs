using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Storage;

namespace Platform.Tests.Storage;

public sealed class StorageOptionsTests
{
    [Theory]
    [InlineData("Sqlite", null, null, " ", "Storage:DataDirectory is empty")]
    [InlineData("Postgres", null, null, "x", "Storage:ConnectionString is missing")]
    [InlineData("Postgres", "Host=h;Username=u", null, "x", "Storage:ConnectionString names no Database")]
    [InlineData("Postgres", "Database=d;Username=u", null, "x", "Storage:ConnectionString names no Host")]
    [InlineData("Postgres", "Host=h;Database=d", null, "x", "Storage:ConnectionString names no Username")]
    [InlineData("Postgres", "Host=h;Database=d;Username=u", "Secret=hidden", "x", "Storage:MigrationConnectionString is not")]
    public void A_configuration_that_cannot_work_is_refused_with_what_to_set(
        string provider, string? connection, string? migration, string directory, string expected)
    {
        using var services = StoreServices.Of(new()
        {
            ["Storage:Provider"] = provider,
            ["Storage:ConnectionString"] = connection,
            ["Storage:MigrationConnectionString"] = migration,
            ["Storage:DataDirectory"] = directory,
        });
        var refusal = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<StorageOptions>>().Value);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", refusal.Message, StringComparison.Ordinal);
    }
}
