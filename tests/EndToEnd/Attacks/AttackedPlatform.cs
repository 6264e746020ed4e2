using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Demo;
using Platform.Tests.Harness;

namespace Platform.Tests.Attacks;

/// <summary>A platform on which one company has something that nobody else may see or change.</summary>
public abstract class AttackedPlatform(TestDatabase database) : RunningPlatform(database)
{
    /// <summary>What a customer of the owner wrote; it must never be in an answer to anybody else.</summary>
    internal const string Confidence = "meu exame de sangue deu alterado";

    private static readonly string[] TenantHeaders = ["X-Tenant", "X-Tenant-Id", "X-Platform-Tenant", "tenant"];

    internal static DemoCompany Owner => DemoCompany.All[0];

    internal static DemoCompany Stranger => DemoCompany.All[1];

    internal static DemoCompany Suspended => DemoCompany.All[2];

    internal Customer Patient { get; } = Customer.New();

    /// <summary>Everything that the platform answers; what may end the caller's own session comes last.</summary>
    internal IReadOnlyList<EndPoint> EndPoints { get; private set; } = [];

    // What the platform does by itself must not look as if an attack had done it.
    internal override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Conversations:Debounce"] = "00:00:00", ["Channels:AskAfter"] = "1.00:00:00",
        // Each refusal is looked for in the audit.
        ["Audit:RefusalsPerMinute"] = "1000000",
        // Each attack comes from an address of its own.
        ["Hosts:TrustedProxies:0"] = "127.0.0.0/8",
    };

    /// <summary>Values for the parameters of paths, all of them the owner's.</summary>
    private IReadOnlyDictionary<string, string> OwnersNames => new Dictionary<string, string>
    {
        ["tenant"] = Owner.Profile.Id.ToString(), ["peer"] = Patient.Number, ["instance"] = Owner.Instance, ["event"] = "messages-upsert",
        ["slug"] = Owner.Profile.Slug, ["id"] = Owner.Profile.Id.ToString(), ["email"] = Owner.AdminEmail, ["key"] = Owner.Profile.Id.ToString(),
        ["session"] = Owner.Profile.Id.ToString(), ["period"] = "2026-01",
    };

    /// <inheritdoc />
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Webhooks.Say(Patient.Says(Owner.Instance, Confidence));
        await Eventually.Holds("nothing is under way", async () => await Database.RepliesOwed() == 0 && await Database.Opened() == 0);
        await Gateway.Idle(TestContext.Current.CancellationToken);
        var document = JsonNode.Parse(await Process.Http.GetStringAsync("openapi/v1.json", TestContext.Current.CancellationToken))!;
        EndPoints = [.. EndPoint.In(document).OrderBy(endPoint => endPoint.Path.Contains("/auth/", StringComparison.Ordinal))];
    }

    /// <summary>Sends the attack to the end point with the owner's names in path, query, headers and body.</summary>
    internal async Task<(HttpStatusCode Status, string Text)> Try(Attack attack, EndPoint endPoint)
    {
        using var request = Smuggling(endPoint);
        request.Headers.Host = $"{attack.Host}:{Process.Address.Port}";
        request.Headers.Add("X-Forwarded-For", attack.Address);
        await attack.Show(request);
        using var answer = await Process.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>A request that names the owner wherever a request can name somebody.</summary>
    internal HttpRequestMessage Smuggling(EndPoint endPoint)
    {
        var tenant = Owner.Profile.Id.ToString();
        var request = new HttpRequestMessage(
            endPoint.Method, $"{endPoint.Filled(OwnersNames)}?tenant={tenant}&tenantId={tenant}&tenant_id={tenant}")
        {
            Content = JsonContent.Create(endPoint.Body(tenant) ?? new JsonObject { ["tenant"] = tenant, ["tenantId"] = tenant }),
        };
        foreach (var header in TenantHeaders) { request.Headers.Add(header, tenant); }
        request.Headers.Add("X-Forwarded-Host", $"{Owner.Profile.Slug}.localhost");
        return request;
    }

    /// <summary>Every row that names the owner, but for its audit.</summary>
    internal async Task<IReadOnlyList<string>> OwnersRows()
    {
        var id = Owner.Profile.Id.Value;
        return [.. (await Database.Everything()).Where(row =>
            row.Contains(id.ToString("N"), StringComparison.OrdinalIgnoreCase) || row.Contains(id.ToString(), StringComparison.OrdinalIgnoreCase))];
    }
}

public sealed class SqliteAttackedPlatform() : AttackedPlatform(new SqliteDatabase());

public sealed class PostgresAttackedPlatform() : AttackedPlatform(new PostgresDatabase());
