using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.StandIn.Chats;
using Platform.StandIn.Faults;
using Platform.StandIn.Instances;

namespace Platform.StandIn.Http;

/// <summary>What simulators call: to write as a customer or as a person of the company, to watch a chat, and to plan faults.</summary>
internal static class ControlApi
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    internal static void MapControlApi(this IEndpointRouteBuilder routes, StandInServer server)
    {
        var control = routes.MapGroup("/stand-in");
        control.MapGet("/instances", (HttpContext http, CancellationToken _) => server.WithKey(http, () => Instances(server)));
        control.MapPost("/instances/{name}/scan", (string name, HttpContext http) => server.WithInstance(name, http, instance =>
        {
            server.Network.ConnectionChanged(instance, "open", StatusCodes.Status200OK);
            return Task.FromResult(Results.Accepted());
        }));
        control.MapPost("/chats/{name}/{number}", (string name, string number, HttpContext http) =>
            server.WithInstance(name, http, instance => Write(server, instance, number, http)));
        control.MapGet("/chats/{name}/{number}", (string name, string number, long? after, HttpContext http) =>
            server.WithInstance(name, http, instance => Watch(instance.ChatWith(number), after ?? 0, http)));
        control.MapGet("/chats/{name}/{number}/state", (string name, string number, HttpContext http) =>
            server.WithInstance(name, http, instance => State(instance.ChatWith(number))));
        control.MapPost("/faults", (HttpContext http, CancellationToken _) => server.WithKey(http, () => PlanFaults(server, http)));
    }

    private static Task<IResult> Instances(StandInServer server) => EvolutionApi.Answer(StatusCodes.Status200OK, new JsonArray(
        [.. server.Instances.All.Select(row => new JsonObject { ["name"] = row.Name, ["webhook"] = row.Webhook.Url })]));

    private static Task<IResult> State(Chat chat) =>
        EvolutionApi.Answer(StatusCodes.Status200OK, new JsonObject { ["last"] = chat.LastSequence });

    // {"text": …, "name": …} or {"message": {"imageMessage": …}}; "fromMe": true writes as a person of the company.
    private static async Task<IResult> Write(StandInServer server, Instance instance, string number, HttpContext http)
    {
        var body = await RequestBody.Read(http);
        var text = RequestBody.Text(body, "text");
        if (body["fromMe"] is JsonValue fromMe && fromMe.GetValueKind() == JsonValueKind.True && text is not null)
        {
            return Results.Accepted(value: new { id = server.Network.PersonWrites(instance, number, text) });
        }
        var message = body["message"] is JsonObject { Count: > 0 } given
            ? given.DeepClone().AsObject()
            : text is null ? null : new JsonObject { ["conversation"] = text };
        return message is null
            ? Results.Problem("text or message is missing.", statusCode: StatusCodes.Status400BadRequest)
            : Results.Accepted(
                value: new { id = server.Network.CustomerWrites(instance, number, RequestBody.Text(body, "name"), message) });
    }

    private static async Task<IResult> Watch(Chat chat, long after, HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        await http.Response.Body.FlushAsync(http.RequestAborted);
        try
        {
            await foreach (var happened in chat.Watch(after, http.RequestAborted))
            {
                await http.Response.WriteAsync(
                    $"id: {happened.Sequence}\ndata: {JsonSerializer.Serialize(happened, Json)}\n\n", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The watcher has left.
        }
        return Results.Empty;
    }

    private static async Task<IResult> PlanFaults(StandInServer server, HttpContext http)
    {
        var body = await RequestBody.Read(http);
        if (!Enum.TryParse<FaultKind>(RequestBody.Text(body, "kind"), ignoreCase: true, out var kind))
        {
            return Results.Problem(
                $"kind must be one of {string.Join(", ", Enum.GetNames<FaultKind>())}.", statusCode: StatusCodes.Status400BadRequest);
        }
        var count = body["count"] is JsonValue value && value.TryGetValue<int>(out var given) ? given : 1;
        server.Faults.FailNext(count, kind);
        return Results.Accepted();
    }
}
