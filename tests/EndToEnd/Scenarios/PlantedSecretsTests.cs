using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Platform.Tests.Attacks;
using Platform.Tests.Harness;

namespace Platform.Tests.Scenarios;

/// <summary>What was given to the platform as a secret is nowhere in clear: not in a table, the log, or any answer of the API.</summary>
public abstract class PlantedSecretsTests(ScenarioPlatform platform)
{
    private const string Question = "Qual o horário de funcionamento do coelho lilás?";
    private const string Clinic = "admin@drmarco.example";

    private readonly Customer _customer = Customer.New();

    // What it was given beforehand.
    private IEnumerable<string> Given => [RunningPlatform.WebhookSecret, RunningPlatform.Password, platform.Gateway.ApiKey];

    [Fact]
    public async Task No_secret_is_in_a_table_the_log_an_answer_or_a_backup()
    {
        await Use();
        var shownOnce = await ShownOnce();
        Assert.All(shownOnce, secret => Assert.True(secret.Length >= 16, "It is a secret."));
        List<string> places = [.. await Tables(), .. platform.Process.Log, .. await Answers(), .. await Backup()];

        Assert.True(places.Count > 100, "The places were looked at.");
        foreach (var form in Given.Concat(shownOnce).SelectMany(Forms))
        {
            Assert.DoesNotContain(places, place => place.Contains(form, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task What_a_customer_says_and_the_number_are_in_no_log_and_no_audit()
    {
        await Use();
        List<string> places = [.. platform.Process.Log, .. await Rows("audit"), .. await Rows("platform_audit"), .. await Rows("usage_counters")];

        Assert.Contains(await Tables(), place => place.Contains("coelho lilás", StringComparison.Ordinal));
        Assert.True(places.Count > 10, "The places were looked at.");
        foreach (var form in Forms("coelho lilás").Concat(Forms(_customer.Number)))
        {
            Assert.DoesNotContain(places, place => place.Contains(form, StringComparison.OrdinalIgnoreCase));
        }
    }

    private async Task Use()
    {
        var chat = new ChatWith(platform, ScenarioPlatform.Clinic, _customer);
        await chat.Ask(Question);
        await platform.Webhooks.Post(ScenarioPlatform.Clinic, "{}"u8.ToArray(), secret: $"not-{RunningPlatform.WebhookSecret[..3]}");
        using var takeover = await platform.Process.PostAs(Clinic, $"api/conversations/{_customer.Number}/takeover");

        // At a host that does not serve it, and as another site's page would ask for it.
        using var misplaced = await platform.Process.Http.GetAsync($"api/conversations/{_customer.Number}/messages", Stop);
        Assert.Equal(HttpStatusCode.NotFound, misplaced.StatusCode);
        using var forged = new HttpRequestMessage(HttpMethod.Post, $"api/conversations/{_customer.Number}/takeover");
        forged.Headers.Host = "drmarco.localhost";
        forged.Headers.Add("Origin", "https://elsewhere.example");
        using var refused = await platform.Process.Http.SendAsync(forged, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    // What the platform itself made up and told once: a key for programs, the seed of one-time codes, tokens, a session.
    private async Task<IReadOnlyList<string>> ShownOnce()
    {
        var company = new StrangersCredentials(platform.Process, Demo.DemoCompany.All[0]);
        using var codes = await platform.Process.PostAs(Clinic, "api/auth/codes");
        var seed = (await codes.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("secret").GetString()!;
        return [await company.ApiKey(), await company.AccessToken(), seed, .. await Cookies(company.Host)];
    }

    // Of a browser of its own: the others' calls must not show them.
    private async Task<IReadOnlyList<string>> Cookies(string host)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = platform.Process.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/auth/sign-in")
        {
            Content = JsonContent.Create(new { email = Clinic, password = RunningPlatform.Password }),
        };
        request.Headers.Host = host;
        using var answer = await browser.SendAsync(request, Stop);
        var values = answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0].Split('=', 2)[1]);
        return [.. values.Where(value => value.Length >= 16)];
    }

    // The archive of the company, as a command writes it beside the running platform.
    private async Task<List<string>> Backup()
    {
        var file = Path.Combine(Path.GetTempPath(), $"planted-{Guid.NewGuid():N}.zip");
        var (exit, printed) = await platform.Process.Command("tenant", "backup", "--tenant", "drmarco", "--to", file);
        Assert.True(exit == 0, printed);
        List<string> texts = [printed];
        using (var archive = ZipFile.OpenRead(file))
        {
            foreach (var entry in archive.Entries)
            {
                using var reader = new StreamReader(entry.Open());
                texts.Add(await reader.ReadToEndAsync(Stop));
            }
        }
        File.Delete(file);
        Assert.Contains(texts, text => text.Contains("coelho lilás", StringComparison.Ordinal));
        return texts;
    }

    // As it was given, and as a table of bytes or a JSON document of bytes would show it.
    private static IEnumerable<string> Forms(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        return [secret, Convert.ToHexStringLower(bytes), Convert.ToBase64String(bytes).TrimEnd('=')];
    }

    private async Task<List<string>> Tables()
    {
        List<string> rows = [];
        foreach (var table in await platform.Database.Query(platform.Database.TablesSql, row => row.GetString(0)))
        {
            rows.AddRange(await Rows(table));
        }
        return rows;
    }

    private Task<IReadOnlyList<string>> Rows(string table) => platform.Database.Query(
        $"SELECT * FROM {table}", row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(row.GetValue).SelectMany(Forms)));

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
