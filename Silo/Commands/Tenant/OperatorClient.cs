using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Commands.Tenant;

/// <summary>Calls the API of a running front as one of the operator's people.</summary>
internal sealed class OperatorClient(HttpClient http)
{
    private const string CodeRequired = "code-required";

    /// <summary>Signs in; <paramref name="askForCode"/> gives a one-time or recovery code, and is called where the front wants one.</summary>
    /// <exception cref="OperatorException">The front does not answer, or the sign-in was refused.</exception>
    internal static async Task<OperatorClient> SignIn(
        Uri front, string email, string password, Func<string> askForCode, CancellationToken cancellationToken)
    {
        var http = new HttpClient { BaseAddress = front };
        var client = new OperatorClient(http);
        var grant = new JsonObject { ["grantType"] = "password", ["email"] = email, ["password"] = password };
        JsonObject tokens;
        try
        {
            tokens = await client.Call(HttpMethod.Post, "api/auth/token", grant, cancellationToken);
        }
        catch (OperatorException refused) when (refused.Problem == CodeRequired)
        {
            grant["code"] = askForCode();
            tokens = await client.Call(HttpMethod.Post, "api/auth/token", grant, cancellationToken);
        }
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens["accessToken"]!.GetValue<string>());
        return client;
    }

    /// <summary>What was typed, as one part of an end point's path.</summary>
    /// <exception cref="OperatorException">It is none: clients and servers take dots for the way up, to another end point.</exception>
    internal static string PathPart(string typed) =>
        typed is "" or "." or ".." ? throw new OperatorException($"There is nothing named '{typed}'.") : Uri.EscapeDataString(typed);

    /// <summary>The tenant with this slug or id.</summary>
    internal async Task<string> Find(string tenant, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(tenant, out var id)) { return id.ToString(); }

        var found = await Call(HttpMethod.Get, $"api/admin/tenants?slug={Uri.EscapeDataString(tenant)}", null, cancellationToken);
        return found["tenants"]!.AsArray() is [{ } row] ? row["id"]!.GetValue<string>() : throw new OperatorException($"There is no tenant {tenant}.");
    }

    /// <summary>Acts inside a company from here on, which its people find in their audit.</summary>
    /// <exception cref="OperatorException">It was refused; the message says why.</exception>
    internal async Task<EnteredClient> Enter(string tenantId, string reason, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["reason"] = reason };
        return new(http.BaseAddress!, await Call(HttpMethod.Post, $"api/admin/tenants/{tenantId}/enter", body, cancellationToken));
    }

    /// <summary>What a refusal says.</summary>
    internal static OperatorException Refusal(int status, byte[] body) => new(Describe(status, Parse(Encoding.UTF8.GetString(body))));

    /// <summary>Calls an end point; gives the answer's body.</summary>
    /// <exception cref="OperatorException">It was refused; the message says why.</exception>
    internal async Task<JsonObject> Call(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            var json = Parse(text);
            return answer.IsSuccessStatusCode ? json : throw new OperatorException(Describe((int)answer.StatusCode, json), json["type"]?.ToString());
        }
        catch (HttpRequestException failure)
        {
            throw new OperatorException($"No front answers at {http.BaseAddress}: {failure.Message}");
        }
    }

    private static JsonObject Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string Describe(int status, JsonObject problem)
    {
        var errors = problem["errors"] is JsonObject members
            ? string.Concat(members.Select(member => $"{Environment.NewLine}  {member.Key}: {member.Value?[0]}"))
            : "";
        return $"{problem["title"]?.ToString() ?? "The front refused it."} ({status}){errors}";
    }
}

/// <summary>A command cannot be carried out; the message is for whoever typed it.</summary>
/// <param name="message">What went wrong.</param>
/// <param name="problem">The kind of problem that the front named, if any.</param>
internal sealed class OperatorException(string message, string? problem = null) : Exception(message)
{
    internal string? Problem => problem;
}
