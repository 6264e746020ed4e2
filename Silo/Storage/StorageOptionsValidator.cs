using Microsoft.Extensions.Options;
using Npgsql;

namespace Platform.Storage;

/// <summary>Refuses a configuration that cannot work, saying which setting to change.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var problems = options.Provider switch
        {
            StorageProvider.Sqlite => ProblemsOfSqlite(options),
            StorageProvider.Postgres => ProblemsOfPostgres(options),
            _ => [$"Storage:Provider is {options.Provider}; set it to Sqlite or Postgres."],
        };
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static List<string> ProblemsOfSqlite(StorageOptions options) =>
        string.IsNullOrWhiteSpace(options.DataDirectory)
            ? ["Storage:DataDirectory is empty; set it to a folder that the process may write to."]
            : [];

    private static List<string> ProblemsOfPostgres(StorageOptions options)
    {
        List<string> problems = [];
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            problems.Add(
                "Storage:ConnectionString is missing; set PLATFORM_Storage__ConnectionString to the application role's connection.");
        }
        else
        {
            Check(options.ConnectionString, "Storage:ConnectionString", problems);
        }
        if (!string.IsNullOrWhiteSpace(options.MigrationConnectionString))
        {
            Check(options.MigrationConnectionString, "Storage:MigrationConnectionString", problems);
        }
        foreach (var (name, server) in options.Servers) { Check(server, $"Storage:Servers:{name}", problems); }
        return problems;
    }

    private static void Check(string text, string setting, List<string> problems)
    {
        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(parsed.Host)) { problems.Add($"{setting} names no Host."); }
            if (string.IsNullOrEmpty(parsed.Username)) { problems.Add($"{setting} names no Username."); }
            if (string.IsNullOrEmpty(parsed.Database)) { problems.Add($"{setting} names no Database."); }
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The parser's message may quote the password.
            problems.Add($"{setting} is not a PostgreSQL connection string such as Host=…;Database=…;Username=…;Password=….");
        }
    }
}
