using System.Net;
using System.Text;
using Platform.Tenancy;
using Platform.Tests.Harness;

namespace Platform.Tests.Attacks;

/// <summary>
/// Calls every end point of the OpenAPI document with the owner's ids in path, query, headers, host and body, as those who are not the
/// owner. A new end point is attacked without anyone adding it here.
/// </summary>
public abstract class HttpAttackTests(AttackedPlatform platform)
{
    private const string OperatorsHost = "127.0.0.1";

    private static readonly string OwnersHost = $"{AttackedPlatform.Owner.Profile.Slug}.localhost";

    // What anybody may call, and why. An answer of theirs is looked through all the same.
    private static readonly Dictionary<string, string> Public = new()
    {
        ["GET /health/live"] = "says that the process runs",
        ["GET /health/ready"] = "says that the store can be reached",
        ["POST /api/auth/sign-in"] = "is how a person becomes somebody; a wrong form is told so",
        ["POST /api/auth/token"] = "is how a program becomes somebody; a wrong form is told so",
        ["POST /api/auth/forgot"] = "answers the same whoever asks, and mails to the person alone",
        ["POST /api/auth/reset"] = "takes a link that was mailed; any other is told to be none",
        ["POST /api/auth/welcome"] = "takes a link that was mailed; any other is told to be none",
    };

    private static TenantId Owner => AttackedPlatform.Owner.Profile.Id;

    private static string StrangersName => $"user:{AttackedPlatform.Stranger.AdminEmail}";

    private StrangersCredentials Stranger => new(platform.Process, AttackedPlatform.Stranger);

    [Fact]
    public Task Nobody_gets_anything_at_the_owners_host() =>
        Attacked(new Attack("nobody at the owner's", OwnersHost, Attack.Nothing, Owner, "unauthenticated-call"));

    [Fact]
    public Task Nobody_gets_anything_at_the_operators_host() =>
        Attacked(new Attack("nobody at the operator's", OperatorsHost, Attack.Nothing, Tenant: null, "unauthenticated-call"));

    [Fact]
    public async Task Another_companys_access_token_opens_nothing_at_the_owners_host()
    {
        var token = await Stranger.AccessToken();
        await Attacked(new Attack(
            "a stranger's token", OwnersHost, Attack.Header("Authorization", $"Bearer {token}"), Owner, "access-token-refused"));
    }

    [Fact]
    public async Task Another_companys_session_opens_nothing_at_the_owners_host()
    {
        var cookies = await Stranger.Cookies();
        await Attacked(new Attack("a stranger's session", OwnersHost, Attack.Header("Cookie", cookies), Owner, "session-refused"));
    }

    [Fact]
    public async Task Another_companys_key_opens_nothing_at_the_owners_host()
    {
        var key = await Stranger.ApiKey();
        await Attacked(new Attack("a stranger's key", OwnersHost, Attack.Header("Authorization", $"Bearer {key}"), Owner, "api-key-refused"));
    }

    [Fact]
    public Task An_administrator_gets_at_most_what_is_the_own_companys_whatever_the_request_names() => Attacked(
        new Attack(
            "a stranger at home with the owner's ids", Stranger.Host, Stranger.ShowAccessToken, AttackedPlatform.Stranger.Profile.Id,
            "access-token-refused", StrangersName, MayBeHeard: true, Forbidden: "forbidden-call"));

    [Fact]
    public async Task An_administrators_token_opens_nothing_of_the_operators()
    {
        var token = await Stranger.AccessToken();
        await Attacked(new Attack(
            "a stranger's token at the operator's", OperatorsHost, Attack.Header("Authorization", $"Bearer {token}"), Tenant: null,
            "access-token-refused", StrangersName));
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Bearer")]
    [InlineData("Bearer none.of.these")]
    [InlineData("Negotiate YII=")]
    public Task A_credential_that_was_made_up_opens_nothing(string credential) => Attacked(
        new Attack($"made up: {credential}", OwnersHost, Attack.Header("Authorization", credential), Owner, "access-token-refused"));

    [Fact]
    public async Task A_token_that_nobody_signed_opens_nothing()
    {
        var forged = $"{Part("""{"alg":"none","typ":"JWT"}""")}.{Part(Claims())}.";
        await Attacked(new Attack(
            "an unsigned token", OwnersHost, Attack.Header("Authorization", $"Bearer {forged}"), Owner, "access-token-refused"));
    }

    [Fact]
    public async Task A_suspended_companys_token_opens_nothing_at_home()
    {
        var suspended = new StrangersCredentials(platform.Process, AttackedPlatform.Suspended);
        var token = await suspended.AccessToken();
        var administration = $"api/admin/tenants/{AttackedPlatform.Suspended.Profile.Id}";
        var suspension = await ApiClient.Operator(platform.Process).Post($"{administration}/suspend", new { reason = "attack suite" });
        Assert.True((int)suspension.Status < 300, suspension.Text);
        try
        {
            var probe = Showing();
            var own = platform.EndPoints.Single(endPoint => endPoint.Name == "GET /api/auth/me");
            await Eventually.Holds(
                "the suspension is known everywhere", async () => (await platform.Try(probe, own)).Status == HttpStatusCode.Forbidden);
            await Attacked(Showing());
        }
        finally
        {
            await ApiClient.Operator(platform.Process).Post($"{administration}/resume");
        }

        // From an address of its own each time: what was refused while the suspension became known is no entry of the attack.
        Attack Showing() => new(
            "a suspended company's token", suspended.Host, Attack.Header("Authorization", $"Bearer {token}"),
            AttackedPlatform.Suspended.Profile.Id, "access-token-refused", Forbidden: "tenant-suspended");
    }

    private static string Claims() =>
        $$"""{"sub":"{{AttackedPlatform.Owner.AdminEmail}}","tenant":"{{AttackedPlatform.Owner.Profile.Id}}","role":"tenant_admin","exp":4102444800}""";

    private static string Part(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    [Fact]
    public async Task Every_operation_is_asked_with_the_owner_in_host_path_query_header_and_body()
    {
        var (tenant, slug) = (AttackedPlatform.Owner.Profile.Id.ToString(), AttackedPlatform.Owner.Profile.Slug);
        foreach (var endPoint in platform.EndPoints)
        {
            using var request = platform.Smuggling(endPoint);
            Assert.DoesNotContain("{", request.RequestUri!.OriginalString, StringComparison.Ordinal);
            Assert.Contains($"?tenant={tenant}", request.RequestUri.OriginalString, StringComparison.Ordinal);
            Assert.Contains(slug, request.Headers.GetValues("X-Forwarded-Host").Single(), StringComparison.Ordinal);
            Assert.Contains(tenant, request.Headers.GetValues("X-Tenant-Id"));
            Assert.Contains(tenant, await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        Assert.Contains(platform.EndPoints, endPoint => endPoint.Path.Contains("{tenant}", StringComparison.Ordinal));
    }

    private async Task Attacked(Attack attack)
    {
        var (rows, entries) = (await platform.OwnersRows(), await platform.Database.Entries());
        List<string> holes = [];
        List<(EndPoint EndPoint, HttpStatusCode Status)> refused = [];
        foreach (var endPoint in platform.EndPoints)
        {
            var (status, text) = await platform.Try(attack, endPoint);
            if (MustBeAudited(attack, endPoint, status)) { refused.Add((endPoint, status)); }
            if (Hole(attack, endPoint, status, text) is { } hole) { holes.Add($"{endPoint.Name} answered {(int)status}: {hole}"); }
        }

        Assert.True(holes.Count == 0, $"{attack.Name}:\n{string.Join('\n', holes)}");
        Assert.Equal(rows, await platform.OwnersRows());
        Assert.True(attack.MayBeHeard || refused.Count > 30, "Refusals were looked for.");
        var told = await platform.Database.Entries(entries);
        var untold = refused.Where(each => !told.Any(entry => attack.IsToldBy(entry, each.EndPoint, each.Status)));
        Assert.Equal([], untold.Select(each => $"{each.EndPoint.Name} {(int)each.Status}"));
    }

    // What somebody who is known asks of the own company and is not there is no refusal; gateways and switches have tests of their own.
    private static bool MustBeAudited(Attack attack, EndPoint endPoint, HttpStatusCode status) =>
        !IsPublic(endPoint) && endPoint.Path.StartsWith("/api/", StringComparison.Ordinal)
        && (attack.MayBeHeard ? status == HttpStatusCode.Forbidden
            : status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound);

    private static bool IsPublic(EndPoint endPoint) => Public.ContainsKey(endPoint.Name) || EndPoint.HiddenAndOpen.ContainsKey(endPoint.Name);

    private static string? Hole(Attack attack, EndPoint endPoint, HttpStatusCode status, string text)
    {
        if (text.Contains(AttackedPlatform.Confidence, StringComparison.Ordinal)) { return "it tells what the owner's customer wrote"; }
        if ((int)status >= 500) { return "it failed"; }
        if (IsPublic(endPoint) || Attack.Refuses(status)) { return null; }
        if (!attack.MayBeHeard) { return "it was not refused"; }

        // Ids and names that the request itself held may come back, in the caller's own audit for one.
        var own = text.Contains(AttackedPlatform.Owner.Profile.Name, StringComparison.Ordinal)
            || text.Contains(AttackedPlatform.Owner.Profile.Address!, StringComparison.Ordinal);
        return own ? $"it tells about the owner: {text}" : null;
    }
}

public sealed class SqliteHttpAttackTests(SqliteAttackedPlatform platform) : HttpAttackTests(platform), IClassFixture<SqliteAttackedPlatform>;

public sealed class PostgresHttpAttackTests(PostgresAttackedPlatform platform)
    : HttpAttackTests(platform), IClassFixture<PostgresAttackedPlatform>;
