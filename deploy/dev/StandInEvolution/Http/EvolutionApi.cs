using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.StandIn.Instances;
using Platform.StandIn.Webhooks;

namespace Platform.StandIn.Http;

/// <summary>
/// The part of Evolution API's REST interface that the platform uses. It asks whether the instance exists before it asks for the key.
/// </summary>
internal static class EvolutionApi
{
    internal static void MapEvolutionApi(this IEndpointRouteBuilder routes, StandInServer server)
    {
        routes.MapPost("/message/sendText/{name}", (string name, HttpContext http) =>
            server.WithInstance(name, http, instance => SendText(server, instance, http)));
        routes.MapGet("/instance/connectionState/{name}", (string name, HttpContext http) =>
            server.WithInstance(name, http, instance => Answer(StatusCodes.Status200OK, StateOf(instance))));
        routes.MapGet("/instance/connect/{name}", (string name, HttpContext http) =>
            server.WithInstance(name, http, instance => Answer(
                StatusCodes.Status200OK, instance.State == "open" ? StateOf(instance) : Payloads.Code(instance))));
        routes.MapGet("/instance/fetchInstances", (string? instanceName, HttpContext http) =>
            server.WithKey(http, () => Answer(StatusCodes.Status200OK, new JsonArray([.. server.Instances.All
                .Where(instance => instanceName is null || instance.Name == instanceName).Select(RowOf)]))));
        routes.MapPost("/instance/create", (HttpContext http, CancellationToken _) => server.WithKey(http, () => Create(server, http)));
        routes.MapPost("/webhook/set/{name}", (string name, HttpContext http) =>
            server.WithInstance(name, http, instance => SetWebhook(instance, http)));
        routes.MapGet("/webhook/find/{name}", (string name, HttpContext http) =>
            server.WithInstance(name, http, instance => Answer(StatusCodes.Status200OK, RowOf(instance, instance.Webhook))));
        routes.MapDelete("/instance/logout/{name}", (string name, HttpContext http) =>
            server.WithInstance(name, http, instance => LogOut(server, instance)));
        routes.MapDelete("/instance/delete/{name}", (string name, HttpContext http) =>
            server.WithInstance(name, http, instance => Delete(server, instance)));
    }

    internal static Task<IResult> Answer(int status, JsonNode body) =>
        Task.FromResult(Results.Text(body.ToJsonString(), "application/json", statusCode: status));

    internal static Task<IResult> BadRequest(JsonNode message) =>
        Answer(StatusCodes.Status400BadRequest, Payloads.Problem(400, "Bad Request", new JsonArray(message)));

    private static async Task<IResult> SendText(StandInServer server, Instance instance, HttpContext http)
    {
        var body = await RequestBody.Read(http);
        var fault = server.Faults.Take(RequestBody.Text(body, "number"));
        if (fault is { } kind && await SendFaults.Before(kind, body, http) is { } failure)
        {
            return failure;
        }
        if (RequestBody.Text(body, "number") is not { } number || RequestBody.Text(body, "text") is not { } text)
        {
            var missing = RequestBody.Text(body, "number") is null ? "number" : "text";
            return await BadRequest(new JsonArray($"instance requires property \"{missing}\""));
        }

        var answer = server.Network.Send(instance, number, text);
        return fault is { } late ? await SendFaults.After(late, answer, http) : await Answer(StatusCodes.Status201Created, answer);
    }

    private static async Task<IResult> Create(StandInServer server, HttpContext http)
    {
        var body = await RequestBody.Read(http);
        var fault = server.Faults.TakeCreation();
        if (fault is { } kind && await SendFaults.Before(kind, body, http) is { } failure) { return failure; }
        if (RequestBody.Text(body, "instanceName") is not { Length: > 0 } name || RequestBody.Text(body, "integration") is null)
        {
            return await BadRequest("Invalid integration");
        }

        var number = RequestBody.Text(body, "number") ?? "5511988880000";
        var withCode = body["qrcode"] is JsonValue wanted && wanted.GetValueKind() == System.Text.Json.JsonValueKind.True;
        if (server.Instances.Add(name, number, ReadWebhook(body["webhook"]), withCode ? "connecting" : "open") is not { } instance)
        {
            return await Answer(403, Payloads.Problem(403, "Forbidden", new JsonArray($"This name \"{name}\" is already in use.")));
        }
        if (withCode) { server.Network.Await(instance); }
        var answer = Payloads.Created(instance, withCode);
        return fault is { } late ? await SendFaults.After(late, answer, http) : await Answer(StatusCodes.Status201Created, answer);
    }

    private static async Task<IResult> SetWebhook(Instance instance, HttpContext http)
    {
        var body = await RequestBody.Read(http);
        if (body["webhook"] is not JsonObject settings)
        {
            return await BadRequest(new JsonArray("instance requires property \"webhook\""));
        }
        instance.Webhook = ReadWebhook(settings);
        return await Answer(StatusCodes.Status201Created, RowOf(instance, instance.Webhook));
    }

    private static async Task<IResult> LogOut(StandInServer server, Instance instance)
    {
        if (instance.State == "close")
        {
            return await BadRequest($"The \"{instance.Name}\" instance is not connected");
        }
        server.Network.ConnectionChanged(instance, "close", StatusCodes.Status401Unauthorized);
        return await Answer(StatusCodes.Status200OK, Done("Instance logged out"));
    }

    private static Task<IResult> Delete(StandInServer server, Instance instance)
    {
        server.Instances.Remove(instance.Name);
        return Answer(StatusCodes.Status200OK, Done("Instance deleted"));
    }

    private static WebhookSettings ReadWebhook(JsonNode? node) =>
        node is not JsonObject settings ? WebhookSettings.None : new WebhookSettings(
        settings["enabled"]?.GetValue<bool>() ?? true,
        RequestBody.Text(settings, "url") ?? "",
        (settings["headers"] as JsonObject)?.ToImmutableDictionary(header => header.Key, header => header.Value?.GetValue<string>() ?? "")
            ?? ImmutableDictionary<string, string>.Empty,
        settings["byEvents"]?.GetValue<bool>() ?? false,
        [.. (settings["events"] as JsonArray ?? []).Select(name => name!.GetValue<string>())]);

    private static JsonObject StateOf(Instance instance) => new()
    {
        ["instance"] = new JsonObject { ["instanceName"] = instance.Name, ["state"] = instance.State },
    };

    private static JsonObject Done(string message) => new()
    {
        ["status"] = "SUCCESS", ["error"] = false, ["response"] = new JsonObject { ["message"] = message },
    };

    private static JsonObject RowOf(Instance instance) => new()
    {
        ["id"] = instance.Id,
        ["name"] = instance.Name,
        ["connectionStatus"] = instance.State,
        ["ownerJid"] = instance.OwnJid,
        ["integration"] = "WHATSAPP-BAILEYS",
        ["token"] = instance.Token,
    };

    private static JsonObject RowOf(Instance instance, WebhookSettings webhook) => new()
    {
        ["url"] = webhook.Url,
        ["headers"] = new JsonObject(
            [.. webhook.Headers.Select(header => KeyValuePair.Create<string, JsonNode?>(header.Key, header.Value))]),
        ["enabled"] = webhook.Enabled,
        ["events"] = new JsonArray([.. webhook.Events.Select(name => JsonValue.Create(name))]),
        ["webhookByEvents"] = webhook.ByEvents,
        ["webhookBase64"] = false,
        ["instanceId"] = instance.Id,
    };
}
