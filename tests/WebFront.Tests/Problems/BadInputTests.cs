using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Tests.People;

namespace Platform.Tests.Problems;

/// <summary>Whoever may call an end point and sends it nonsense is told so: nothing in the API's document fails on what it is sent.</summary>
public sealed class BadInputTests
{
    private const string Host = "drmarco.localhost";
    private const string Ana = "ana@clinic.example";
    private const string Op = "op@platform.example";

    // What would end the caller's own session or company, and so the test.
    private static readonly string[] LeftOut =
    [
        "POST /api/auth/sign-out", "DELETE /api/auth/sessions", "DELETE /api/auth/sessions/{session}",
        "POST /api/admin/signing-keys/rotate",
        "PUT /api/people/policy",
        "DELETE /api/admin/tenants/{tenant}", "POST /api/admin/tenants/{tenant}/cancel", "POST /api/admin/tenants/{tenant}/suspend",
    ];

    private static readonly string[] Odd =
    [
        "null", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\ud83d\\ude00'; --\"", "-1", "9223372036854775807",
        "1e400", "[null]", "{}", "\"0001-01-01T00:00:00+14:00\"",
        "\"9999-12-31T23:59:59-14:00\"", "\"" + "x́".PadRight(10_000, 'y') + "\"",
    ];

    private static readonly string[] OddWords =
    [
        "%00", "%ED%A0%80", "-1", "9223372036854775807", "2026-13", "0001-01", "9999-12", "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00%2B14:00", "..%2F..%2Fetc", "%F0%9F%98%80", new('a', 3_000),
    ];

    [Fact]
    public async Task No_end_point_fails_on_what_it_is_given()
    {
        await using var front = await WholeFront.Start();
        var company = await front.Company("drmarco");
        await front.Person(company, Ana);
        await front.Operator(Op);
        using var operators = front.With("localhost", (await front.At("localhost").Token(Op)).Json.GetProperty("accessToken").GetString()!);
        using var people = front.With(Host, (await front.At(Host).Token(Ana)).Json.GetProperty("accessToken").GetString()!);
        var document = JsonNode.Parse((await operators.Get("/openapi/v1.json")).Text)!;

        List<string> failed = [];
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject())
            {
                if (!path.StartsWith("/api", StringComparison.Ordinal)) { continue; }
                if (LeftOut.Contains($"{method.ToUpperInvariant()} {path}")) { continue; }
                var caller = path.StartsWith("/api/admin", StringComparison.Ordinal) ? operators : people;
                foreach (var (url, body) in Requests(path, operation!, document, company.Id.ToString()))
                {
                    using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
                    var reply = await caller.Send(new HttpMethod(method.ToUpperInvariant()), url, content);
                    if ((int)reply.Status >= 500) { failed.Add($"{(int)reply.Status} {method} {Short(url)} {Short(body)}"); }
                }
            }
        }
        Assert.Empty(failed);
    }

    [Theory]
    [InlineData("PUT", "/api/people/ana@clinic.example/role", "{}")]
    [InlineData("PUT", "/api/people/ana@clinic.example/role", "{\"role\":0}")]
    [InlineData("PUT", "/api/people/policy", "{}")]
    [InlineData("POST", "/api/people", "{\"email\":\"bia@clinic.example\",\"name\":\"Bia\"}")]
    [InlineData("POST", "/api/people", "{\"name\":\"Bia\",\"role\":\"agent\"}")]
    [InlineData("POST", "/api/keys", "{\"name\":\"key\",\"scopes\":[\"conversations:read\"]}")]
    public async Task What_was_left_out_is_not_taken_as_said(string method, string path, string body)
    {
        await using var front = await WholeFront.Start();
        await front.Person(await front.Company("drmarco"), Ana);
        using var browser = await front.SignedIn(Host, Ana);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Send(new HttpMethod(method), path, content)).Status);
    }

    [Fact]
    public async Task What_cannot_be_read_is_named()
    {
        (string Method, string Path, string? Body, string Member)[] cases =
        [
            ("POST", "/api/people", "{\"email\":\"bia@clinic.example\",\"name\":7,\"role\":\"agent\"}", "name"),
            ("POST", "/api/people", "{\"email\":\"bia\",\"name\":\"Bia\",\"role\":\"agent\"}", "email"),
            ("POST", "/api/people", "{\"email\":\"bia@clinic.example\",\"name\":\"Bia\",\"role\":\"owner\"}", "role"),
            ("POST", "/api/people", "", "body"),
            ("POST", "/api/people", "{", "body"),
            ("POST", "/api/people", "[]", "body"),
            ("PATCH", "/api/company/configuration", "{\"hours\":{\"week\":[{\"day\":\"funday\"}]}}", "hours.week[0].day"),
            ("PATCH", "/api/company/configuration", "{\"hours\":{\"week\":[{\"from\":\"08:00\",\"to\":\"18:00\"}]}}", "hours.week.day"),
            ("PATCH", "/api/company/configuration", "{\"hours\":{\"week\":[{\"day\":\"monday\",\"to\":\"18:00\"}]}}", "hours.week.from"),
            ("PATCH", "/api/company/configuration", "{\"hours\":{\"week\":[{\"day\":\"monday\",\"from\":\"08:00\"}]}}", "hours.week.to"),
            ("PATCH", "/api/company/configuration", "{\"hours\":{\"holidays\":[{\"name\":\"Natal\"}]}}", "hours.holidays.date"),
            ("PATCH", "/api/company/configuration", "{\"hours\":{\"holidays\":[{\"date\":\"2026-12-24\",\"name\":\"Eve\",\"open\":[{\"from\":\"08:00\"}]}]}}",
                "hours.holidays.open.to"),
            ("POST", "/api/contacts/nobody/export", null, "peer"),
            ("GET", "/api/calls?limit=many", null, "limit"),
            ("GET", "/api/audit?from=yesterday", null, "from"),
            ("GET", "/api/people/nobody/mails", null, "email"),
        ];
        await using var front = await WholeFront.Start();
        await front.Person(await front.Company("drmarco"), Ana);
        using var browser = await front.SignedIn(Host, Ana);
        foreach (var (method, path, body, member) in cases)
        {
            using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
            var reply = await browser.Send(new HttpMethod(method), path, content);
            Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
            Assert.Equal(member, Assert.Single(reply.Json.GetProperty("errors").EnumerateObject()).Name);
        }
    }

    [Fact]
    public async Task A_company_that_never_was_is_not_there()
    {
        await using var front = await WholeFront.Start();
        await front.Operator(Op);
        using var operators = front.With("localhost", (await front.At("localhost").Token(Op)).Json.GetProperty("accessToken").GetString()!);
        string[] parts =
        [
            "placement", "usage", "subscription", "audit", "audit/verify", "audit/export", "backups", "retention", "onboarding", "onboarding/pairing",
        ];
        foreach (var part in parts)
        {
            var reply = await operators.Get($"/api/admin/tenants/{Guid.NewGuid()}/{part}");
            Assert.Equal((part, HttpStatusCode.NotFound), (part, reply.Status));
        }
        Assert.Equal(HttpStatusCode.NotFound, (await operators.Delete($"/api/admin/tenants/{Guid.NewGuid()}/subscription")).Status);
    }

    [Fact]
    public async Task A_charset_that_nobody_knows_is_refused()
    {
        await using var front = await WholeFront.Start();
        await front.Company("drmarco");
        using var caller = front.At(Host);
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        content.Headers.ContentType!.CharSet = "none-such";
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await caller.Send(HttpMethod.Post, "/api/auth/sign-in", content)).Status);
    }

    [Fact]
    public async Task A_stranger_s_body_is_refused_by_its_length_alone()
    {
        await using var front = await WholeFront.Start();
        await front.Company("drmarco");
        using var connection = new TcpClient();
        await connection.ConnectAsync(front.Address.Host, front.Address.Port, TestContext.Current.CancellationToken);
        var stream = connection.GetStream();
        var head = $"POST /api/auth/sign-in HTTP/1.1\r\nHost: {Host}\r\nContent-Type: application/json\r\nContent-Length: 5000000\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        using var answer = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 413", await answer.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static IEnumerable<(string Url, string? Body)> Requests(string path, JsonNode operation, JsonNode document, string tenant)
    {
        var good = Filled(path, tenant, odd: null);
        var parameters = operation["parameters"]?.AsArray() ?? [];
        foreach (var word in OddWords)
        {
            if (Filled(path, tenant, word) is var filled && filled != good) { yield return (filled, null); }
            foreach (var parameter in parameters.Where(each => each!["in"]!.GetValue<string>() == "query"))
            {
                yield return ($"{good}?{parameter!["name"]}={word}", null);
            }
        }
        if (operation["requestBody"]?["content"]?["application/json"]?["schema"] is not { } schema) { yield break; }
        foreach (var body in Bodies(schema, document, tenant)) { yield return (good, body); }
    }

    private static IEnumerable<string> Bodies(JsonNode schema, JsonNode document, string tenant)
    {
        foreach (var odd in Odd) { yield return odd; }
        yield return "";
        yield return "{";
        var fields = Resolved(schema, document)["properties"]?.AsObject() ?? [];
        var good = fields.ToDictionary(field => field.Key, field => field.Key == "tenant" ? $"\"{tenant}\"" : Good(field.Key, field.Value!, document));
        foreach (var (name, _) in fields)
        {
            yield return $"{{{string.Join(',', good.Where(field => field.Key != name).Select(field => $"\"{field.Key}\":{field.Value}"))}}}";
            foreach (var odd in Odd)
            {
                yield return $"{{{string.Join(',', good.Select(field => $"\"{field.Key}\":{(field.Key == name ? odd : field.Value)}"))}}}";
            }
        }
    }

    private static string Good(string name, JsonNode schema, JsonNode document)
    {
        var known = Resolved(schema, document);
        if (known["enum"] is JsonArray values) { return values.First(value => value is not null)!.ToJsonString(); }
        var type = known["type"] is JsonArray types
            ? types.Select(each => each!.GetValue<string>()).First(each => each != "null")
            : known["type"]?.GetValue<string>();
        return type switch
        {
            "integer" or "number" => "1",
            "boolean" => "false",
            "array" => "[]",
            "object" => "{}",
            _ when known["format"]?.GetValue<string>() == "date-time" => "\"2026-01-01T00:00:00Z\"",
            _ => name switch
            {
                "email" or "admin" => "\"bia@clinic.example\"",
                "slug" => "\"another\"",
                "sector" => "\"clinics\"",
                "plan" => "\"basic\"",
                "currency" => "\"BRL\"",
                _ => "\"some words\"",
            },
        };
    }

    private static JsonNode Resolved(JsonNode schema, JsonNode document)
    {
        foreach (var choice in new[] { "oneOf", "anyOf", "allOf" })
        {
            if (schema[choice] is JsonArray { Count: > 0 } choices) { return Resolved(choices[^1]!, document); }
        }
        return schema["$ref"]?.GetValue<string>() is { } reference
            ? Resolved(document["components"]!["schemas"]![reference.Split('/')[^1]]!, document)
            : schema;
    }

    private static string Filled(string path, string tenant, string? odd) => string.Join('/', path.Split('/').Select(part => part switch
    {
        "{tenant}" => tenant,
        ['{', .. var name, '}'] => odd ?? Known(name.Split(':')[0]),
        _ => part,
    }));

    private static string Known(string name) => name switch
    {
        "peer" => "5511987654321",
        "period" => "2026-01",
        "host" => "atende.clinic.example",
        "number" => "551140000077",
        "domain" => "clinic.pbx.example",
        "user" => "exchange",
        "email" => "bia@clinic.example",
        "id" => "basic",
        _ => Guid.Empty.ToString(),
    };

    private static string Short(string? text) => text is null ? "" : text.Length <= 300 ? text : $"{text[..150]}…{text[^100..]}";
}
