using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Platform.Tests.Harness;

namespace Platform.Tests.Plans;

/// <summary>One platform whose companies have plans, and a payment provider that it knows.</summary>
public abstract class PlanPlatform(TestDatabase database) : Scenarios.ScenarioPlatform(database)
{
    private const string Secret = "a payment provider's secret, long enough";

    private static int _plans;

    internal override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings)
    {
        ["Conversations:Debounce"] = "00:00:00.200",
        ["Plans:RefreshAfter"] = "00:00:00.100",
        ["Payments:Providers:bank:Secret"] = Secret,
    };

    internal ApiClient Operator => ApiClient.Operator(Process);

    /// <summary>A plan's definition that no other test has.</summary>
    internal static Dictionary<string, object> Plan(object limits, int price = 0, int graceDays = 30) => new()
    {
        ["id"] = $"plan-{Interlocked.Increment(ref _plans)}",
        ["version"] = 1,
        ["names"] = new Dictionary<string, string> { ["pt-BR"] = "Plano", ["en"] = "Plan", ["es"] = "Plan" },
        ["price"] = price,
        ["currency"] = "BRL",
        ["softPercent"] = 50,
        ["callRounding"] = new { firstSeconds = 60, stepSeconds = 60 },
        ["terms"] = new { trialDays = 14, dueDays = 0, graceDays },
        ["limits"] = limits,
    };

    /// <summary>Publishes the plan and gives it to the tenant.</summary>
    internal async Task Subscribe(string tenant, Dictionary<string, object> plan)
    {
        var published = await Operator.Post("api/admin/plans", plan);
        Assert.True(published.Status == HttpStatusCode.OK, published.Text);
        var subscribed = await Operator.Send(HttpMethod.Put, $"api/admin/tenants/{tenant}/subscription", new { plan = plan["id"] });
        Assert.True(subscribed.Status == HttpStatusCode.OK, subscribed.Text);
    }

    /// <summary>The provider reports a payment.</summary>
    internal async Task<(HttpStatusCode Status, string Text)> Report(
        object report, string provider = "bank", TimeSpan age = default, Func<string, string>? altered = null)
    {
        var body = JsonSerializer.Serialize(report);
        var time = (TimeProvider.System.GetUtcNow() - age).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{time}.{body}")));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"webhooks/payments/{provider}");
        request.Content = new StringContent(altered?.Invoke(body) ?? body, Encoding.UTF8, "application/json");
        request.Headers.Add("X-Payment-Signature", $"t={time},v1={signature}");
        using var answer = await Process.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}

public sealed class SqlitePlanPlatform() : PlanPlatform(new SqliteDatabase());

public sealed class PostgresPlanPlatform() : PlanPlatform(new PostgresDatabase());

[CollectionDefinition(Name)]
public sealed class PlansOnSqlite : ICollectionFixture<SqlitePlanPlatform>
{
    public const string Name = "Plans on SQLite";
}

[CollectionDefinition(Name)]
public sealed class PlansOnPostgres : ICollectionFixture<PostgresPlanPlatform>
{
    public const string Name = "Plans on PostgreSQL";
}
