using System.Net;
using System.Text.Json.Nodes;

namespace Platform.Tests.People;

/// <summary>
/// A key opens what its scopes say and nothing else, at every end point of the API's document: a new one is covered without anyone adding it
/// here.
/// </summary>
public sealed class ScopeTests
{
    private const string Host = "drmarco.localhost";
    private const string Ana = "ana@clinic.example";

    // Whoever calls these is not signed in yet: a key changes nothing there.
    private static readonly string[] Open = ["/api/auth/sign-in", "/api/auth/token", "/api/auth/forgot", "/api/auth/reset", "/api/auth/welcome"];

    // No key opens these: by people and keys it could make itself others, and it has no account of its own.
    private static readonly string[] OfPeopleOnly = ["/api/people", "/api/keys", "/api/auth"];

    [Fact]
    public async Task Every_end_point_of_the_document_asks_for_its_own_scope()
    {
        await using var front = await WholeFront.Start();
        await front.Person(await front.Company("drmarco"), Ana);
        using var ana = await front.SignedIn(Host, Ana);
        var operations = Operations(JsonNode.Parse((await front.At("localhost").Get("/openapi/v1.json")).Text)!);
        var scopes = operations.Where(each => !each.IsOperators).Select(each => each.Scope).Distinct().ToArray();
        var keys = new Dictionary<string, Browser>();
        foreach (var scope in scopes.Where(scope => IsForKeys(scope)))
        {
            keys[scope] = front.With(Host, await NewKey(ana, [scope]));
            var others = scopes.Where(other => other != scope && IsForKeys(other)).ToArray();
            keys[$"not {scope}"] = front.With(Host, await NewKey(ana, others));
        }

        Assert.NotEmpty(operations);
        foreach (var operation in operations.Where(each => !Open.Contains(each.Path)))
        {
            await AsksForIts(operation, keys);
        }
    }

    [Fact]
    public async Task A_scope_that_opens_nothing_is_not_given()
    {
        await using var front = await WholeFront.Start();
        await front.Person(await front.Company("drmarco"), Ana);
        using var ana = await front.SignedIn(Host, Ana);
        foreach (var scope in (string[])["conversation:read", "conversations:all", "nothing:read", "tenants:read", "operators:write", "people:read", "keys:write"])
        {
            var refused = await ana.Post("/api/keys", new { name = "x", role = "tenant_admin", scopes = (string[])["conversations:read", scope] });
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        }
    }

    private static async Task AsksForIts(Operation operation, Dictionary<string, Browser> keys)
    {
        if (operation.IsOperators || OfPeopleOnly.Any(path => operation.Path.StartsWith(path, StringComparison.Ordinal)))
        {
            // Those of the operator are not at a company's host at all.
            var expected = operation.IsOperators ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden;
            foreach (var key in keys.Values) { Assert.Equal((operation, expected), (operation, (await operation.CalledBy(key)).Status)); }
            return;
        }
        Assert.True(keys.ContainsKey(operation.Scope), $"{operation} is in no area that keys can be made for.");
        Assert.Equal((operation, HttpStatusCode.Forbidden), (operation, (await operation.CalledBy(keys[$"not {operation.Scope}"])).Status));
        var other = operation.Scope.EndsWith(":read", StringComparison.Ordinal) ? ":write" : ":read";
        if (keys.TryGetValue(operation.Scope.Split(':')[0] + other, out var half))
        {
            Assert.Equal((operation, HttpStatusCode.Forbidden), (operation, (await operation.CalledBy(half)).Status));
        }
        var own = (await operation.CalledBy(keys[operation.Scope])).Status;
        Assert.False(own is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{operation} answered its own scope with {own}.");
    }

    private static Operation[] Operations(JsonNode document) =>
    [
        .. document["paths"]!.AsObject().Where(path => path.Key.StartsWith("/api/", StringComparison.Ordinal)).SelectMany(path =>
            path.Value!.AsObject().Select(operation => new Operation(
                new HttpMethod(operation.Key.ToUpperInvariant()), path.Key, operation.Value!["tags"]![0]!.GetValue<string>()))),
    ];

    private static bool IsForKeys(string scope) => scope.Split(':')[0] is not ("account" or "sign-in" or "people" or "keys");

    private static async Task<string> NewKey(Browser ana, string[] scopes)
    {
        var made = await ana.Post("/api/keys", new { name = "test", role = "tenant_admin", scopes });
        Assert.True(made.Status == HttpStatusCode.OK, made.Text);
        return made.Json.GetProperty("secret").GetString()!;
    }

    private sealed record Operation(HttpMethod Method, string Path, string Tag)
    {
        internal bool IsOperators => Path.StartsWith("/api/admin/", StringComparison.Ordinal);

        internal string Scope => $"{Tag.ToLowerInvariant().Replace(' ', '-')}:{(Method == HttpMethod.Get ? "read" : "write")}";

        /// <summary>Calls it with an empty body; whoever may not call it is told so before that is looked at.</summary>
        internal Task<Reply> CalledBy(Browser key)
        {
            var filled = string.Join('/', Path.Split('/').Select(part => part is ['{', .. var name, '}'] ? Value(name) : part));
            return key.Send(Method, filled, Method == HttpMethod.Get ? null : new { });
        }

        private static string Value(string parameter) => parameter switch
        {
            "peer" => "5511987654321",
            "email" => "somebody@clinic.example",
            "period" => "2026-11",
            _ => "5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0009",
        };

        public override string ToString() => $"{Method} {Path}";
    }
}
