using System.Text;
using System.Text.Json;
using Platform.Tests.Harness;

namespace Platform.Tests.Scenarios;

/// <summary>What was given to the platform as a secret is nowhere in clear: not in a table, the log, or any answer of the API.</summary>
public abstract class PlantedSecretsTests(ScenarioPlatform platform)
{
    private readonly Customer _customer = Customer.New();

    // Each as it was given, and as a table of bytes or a JSON document of bytes would show it.
    private IEnumerable<string> Planted =>
        from secret in new[] { RunningPlatform.WebhookSecret, RunningPlatform.Password, platform.Gateway.ApiKey }
        let bytes = Encoding.UTF8.GetBytes(secret)
        from form in new[] { secret, Convert.ToHexStringLower(bytes), Convert.ToBase64String(bytes).TrimEnd('=') }
        select form;

    [Fact]
    public async Task No_secret_is_in_a_table_the_log_or_an_answer()
    {
        await Use();
        List<string> places = [.. await Tables(), .. platform.Process.Log, .. await Answers()];

        Assert.True(places.Count > 100, "The places were looked at.");
        foreach (var form in Planted)
        {
            Assert.DoesNotContain(places, place => place.Contains(form, StringComparison.OrdinalIgnoreCase));
        }
    }

    private async Task Use()
    {
        var chat = new ChatWith(platform, ScenarioPlatform.Clinic, _customer);
        await chat.Ask("Qual o horário de funcionamento?");
        await platform.Webhooks.Post(ScenarioPlatform.Clinic, "{}"u8.ToArray(), secret: $"not-{RunningPlatform.WebhookSecret[..3]}");
        using var takeover = await platform.Process.PostAs("admin@drmarco.example", $"api/conversations/{_customer.Number}/takeover");
    }

    private async Task<List<string>> Tables()
    {
        List<string> rows = [];
        foreach (var table in await platform.Database.Query(platform.Database.TablesSql, row => row.GetString(0)))
        {
            rows.AddRange(await platform.Database.Query($"SELECT * FROM {table}", row => string.Join(
                '|', Enumerable.Range(0, row.FieldCount).Select(row.GetValue).SelectMany(Forms))));
        }
        return rows;
    }

    private static IEnumerable<string> Forms(object value) => value is byte[] bytes
        ? [Encoding.UTF8.GetString(bytes), Convert.ToHexStringLower(bytes)]
        : [value.ToString() ?? ""];

    // Every end point that is read without a body, as its description lists them.
    private async Task<List<string>> Answers()
    {
        var description = JsonSerializer.Deserialize<JsonElement>(await platform.Process.Http.GetStringAsync("openapi/v1.json", Stop));
        List<string> answers = [];
        foreach (var path in description.GetProperty("paths").EnumerateObject().Where(path => path.Value.TryGetProperty("get", out _)))
        {
            var concrete = path.Name.TrimStart('/').Replace("{peer}", _customer.Number, StringComparison.Ordinal)
                .Replace("{tenant}", Demo.DemoCompany.All[0].Profile.Id.ToString(), StringComparison.Ordinal);
            foreach (var user in new[] { "admin@drmarco.example", "operator@platform.example" })
            {
                using var answer = await platform.Process.GetAs(user, concrete);
                answers.Add(await answer.Content.ReadAsStringAsync(Stop));
            }
        }
        return answers;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}

[Collection(OnSqlite.Name)]
public sealed class SqlitePlantedSecretsTests(SqlitePlatform platform) : PlantedSecretsTests(platform);

[Collection(OnPostgres.Name)]
public sealed class PostgresPlantedSecretsTests(PostgresPlatform platform) : PlantedSecretsTests(platform);
