using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Platform.StandIn.Faults;
using Platform.StandIn.Webhooks;

namespace Platform.StandIn.Http;

/// <summary>Plays a planned fault, in the words of the real server.</summary>
internal static class SendFaults
{
    /// <summary>The answer of a fault that keeps the message from leaving, or <c>null</c> where the message leaves first.</summary>
    internal static async Task<IResult?> Before(FaultKind kind, JsonObject body, HttpContext http) => kind switch
    {
        FaultKind.ConnectionClosed => await EvolutionApi.BadRequest("Connection Closed"),
        FaultKind.TimedOut => await EvolutionApi.BadRequest("Timed Out"),
        FaultKind.NotOnWhatsApp => await EvolutionApi.BadRequest(new JsonObject
        {
            ["jid"] = $"{RequestBody.Text(body, "number")}@s.whatsapp.net",
            ["exists"] = false,
            ["number"] = RequestBody.Text(body, "number"),
        }),
        FaultKind.InvalidRequest => await EvolutionApi.BadRequest(new JsonArray("instance requires property \"text\"")),
        FaultKind.Unauthorized => await EvolutionApi.Answer(401, Payloads.Problem(401, "Unauthorized", "Unauthorized")),
        FaultKind.InstanceNotFound => await EvolutionApi.Answer(
            404, Payloads.Problem(404, "Not Found", new JsonArray($"The \"{http.Request.RouteValues["name"]}\" instance does not exist"))),
        FaultKind.ServerError =>
            await EvolutionApi.Answer(500, Payloads.Problem(500, "Internal Server Error", new JsonArray("Internal Server Error"))),
        FaultKind.LicenceRequired => await EvolutionApi.Answer(
            503, new JsonObject { ["error"] = "Service Unavailable", ["code"] = "LICENSE_REQUIRED" }),
        FaultKind.ConnectionClosedButSent or FaultKind.CloseMidBody or FaultKind.Hang => null,
        _ => throw new InvalidOperationException($"Fault {kind} is not handled."),
    };

    /// <summary>What the caller gets of a message that left.</summary>
    internal static async Task<IResult> After(FaultKind kind, JsonObject answer, HttpContext http)
    {
        switch (kind)
        {
            case FaultKind.ConnectionClosedButSent:
                return await EvolutionApi.BadRequest("Connection Closed");
            case FaultKind.CloseMidBody:
                await CloseMidBody(answer, http);
                return Results.Empty;
            case FaultKind.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
                return Results.Empty;
            default:
                throw new InvalidOperationException($"Fault {kind} is not handled.");
        }
    }

    private static async Task CloseMidBody(JsonObject answer, HttpContext http)
    {
        var whole = Encoding.UTF8.GetBytes(answer.ToJsonString());
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = whole.Length;
        await http.Response.Body.WriteAsync(whole.AsMemory(0, whole.Length / 2), http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        http.Abort();
    }
}
