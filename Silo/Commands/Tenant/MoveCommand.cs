using System.CommandLine;
using System.Text.Json.Nodes;

namespace Platform.Commands.Tenant;

/// <summary><c>tenant move</c> and <c>tenant confirm-move</c>.</summary>
internal static class MoveCommand
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    // A large company is copied in minutes; the move goes on by itself, and the command may be typed again.
    private static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(10);

    private static readonly Option<string> To = new("--to") { Description = "shared or dedicated.", Required = true };
    private static readonly Option<string?> Server = new("--server") { Description = "A configured database server. Default: the installation's own." };
    private static readonly Option<bool> NoWait = new("--no-wait") { Description = "Do not wait until it is there." };

    internal static Command Move() => OperatorAccess.As(
        "move", "Move a company's data to a database of its own, or back, while it is in use. Its old data stays until confirm-move.",
        [OperatorAccess.Tenant, To, Server, NoWait],
        async (parse, client, cancellationToken) =>
        {
            var path = await Path(parse.GetValue(OperatorAccess.Tenant)!, client, cancellationToken);
            var order = new JsonObject { ["to"] = parse.GetValue(To), ["server"] = parse.GetValue(Server) };
            var status = await client.Call(HttpMethod.Post, path, order, cancellationToken);
            if (!parse.GetValue(NoWait)) { status = await Follow(client, path, status, cancellationToken); }
            Show(status);
        });

    internal static Command Confirm() => OperatorAccess.As(
        "confirm-move", "Remove the data that a company's last move left behind.", [OperatorAccess.Tenant],
        async (parse, client, cancellationToken) =>
        {
            var path = await Path(parse.GetValue(OperatorAccess.Tenant)!, client, cancellationToken);
            Show(await client.Call(HttpMethod.Post, $"{path}/confirm", null, cancellationToken));
        });

    private static async Task<string> Path(string tenant, OperatorClient client, CancellationToken cancellationToken) =>
        $"api/admin/tenants/{await client.Find(tenant, cancellationToken)}/placement";

    private static async Task<JsonObject> Follow(OperatorClient client, string path, JsonObject status, CancellationToken cancellationToken)
    {
        var (began, told) = (TimeProvider.System.GetTimestamp(), "");
        while (status["order"] is not null)
        {
            if (status["problem"]?.ToString() is { } problem && problem != told)
            {
                TenantScreen.Console.Profile.Out.Writer.WriteLine($"Not yet, it is tried again: {problem}");
                told = problem;
            }
            if (TimeProvider.System.GetElapsedTime(began) > PatienceMax) { throw new OperatorException("It goes on by itself; look again later."); }
            await Task.Delay(LookAgain, TimeProvider.System, cancellationToken);
            status = await client.Call(HttpMethod.Get, path, null, cancellationToken);
        }
        return status["problem"]?.ToString() is { } final ? throw new OperatorException(final) : status;
    }

    private static void Show(JsonObject status)
    {
        var placement = status["placement"]!;
        var table = TenantScreen.Table("", "");
        foreach (var name in (ReadOnlySpan<string>)["tier", "server", "movingTo", "unconfirmed"])
        {
            Spectre.Console.TableExtensions.AddRow(table, TenantScreen.Cells(name, placement[name]));
        }
        TenantScreen.Console.Write(table);
    }
}
