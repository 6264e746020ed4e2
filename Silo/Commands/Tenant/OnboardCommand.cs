using System.CommandLine;
using System.Text.Json.Nodes;
using QRCoder;
using Spectre.Console;

namespace Platform.Commands.Tenant;

/// <summary><c>tenant onboard</c>: takes a company in, shows each step, and the QR code that connects its WhatsApp.</summary>
internal static class OnboardCommand
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(300);

    // A person has to find the telephone; after that the command may be typed again.
    private static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(10);

    private static readonly Option<string> Admin = new("--admin") { Description = "The first administrator's e-mail address.", Required = true };
    private static readonly Option<string?> AdminName = new("--admin-name") { Description = "The administrator's name." };
    private static readonly Option<string?> WhatsApp = new("--whatsapp") { Description = "The gateway of its WhatsApp account: evolution." };
    private static readonly Option<string?> Number = new("--number") { Description = "The account's number." };
    private static readonly Option<string?> Instance = new("--instance") { Description = "The instance's name. Default: the slug." };
    private static readonly Option<string?> Host = new("--host") { Description = "Its own domain." };
    private static readonly Option<string?> Plan = new("--plan") { Description = "The plan it subscribes to." };
    private static readonly Option<bool> Trial = new("--trial") { Description = "Begin with the plan's trial." };
    private static readonly Option<string?> Tier = new("--tier") { Description = "shared or dedicated. Default: shared." };
    private static readonly Option<string?> Server = new("--server") { Description = "The database server of a dedicated one." };
    private static readonly Option<bool> NoWait = new("--no-wait") { Description = "Do not wait until the code is scanned." };

    internal static Command Create() => OperatorAccess.As(
        "onboard", "Take a company in: everything it needs, in one command. The same command again goes on where it was.",
        [TenantActs.Name, TenantActs.Slug, TenantActs.Sector, Admin, AdminName, WhatsApp, Number, Instance, Host, Plan, Trial, Tier, Server, NoWait],
        Run);

    private static async Task Run(ParseResult parse, OperatorClient client, CancellationToken cancellationToken)
    {
        var begun = await client.Call(HttpMethod.Post, "api/admin/onboarding", Request(parse), cancellationToken);
        var path = $"api/admin/tenants/{begun["tenant"]}/onboarding";
        var progress = await Follow(client, path, begun, cancellationToken);
        if (progress["state"]!.GetValue<string>() == "failed") { throw new OperatorException("The onboarding failed; the same command tries again."); }
        if (progress["invitation"] is { } invitation) { PrintLink("The administrator signs in first at", invitation.GetValue<string>()); }
        if (progress["whatsApp"] is not null && !parse.GetValue(NoWait)) { await Connect(client, path, cancellationToken); }
    }

    private static JsonObject Request(ParseResult parse) => new()
    {
        ["slug"] = parse.GetValue(TenantActs.Slug),
        ["name"] = parse.GetValue(TenantActs.Name),
        ["sector"] = parse.GetValue(TenantActs.Sector),
        ["admin"] = parse.GetValue(Admin),
        ["adminName"] = parse.GetValue(AdminName),
        ["whatsApp"] = parse.GetValue(WhatsApp) is { } gateway
            ? new JsonObject { ["gateway"] = gateway, ["instance"] = parse.GetValue(Instance), ["number"] = parse.GetValue(Number) }
            : null,
        ["host"] = parse.GetValue(Host),
        ["plan"] = parse.GetValue(Plan),
        ["trial"] = parse.GetValue(Trial),
        ["tier"] = parse.GetValue(Tier),
        ["server"] = parse.GetValue(Server),
    };

    // Each step is printed once for each thing that becomes of it.
    private static async Task<JsonObject> Follow(OperatorClient client, string path, JsonObject progress, CancellationToken cancellationToken)
    {
        HashSet<string> printed = [];
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            foreach (var step in progress["steps"]!.AsArray())
            {
                var line = $"{StepOf(step!),-14} {step!["status"],-9} {step["detail"]}";
                if (step["status"]!.GetValue<string>() != "waiting" && printed.Add(line)) { Print(line); }
            }
            if (progress["state"]!.GetValue<string>() != "running") { return progress; }
            if (TimeProvider.System.GetElapsedTime(began) > PatienceMax) { throw new OperatorException("It goes on by itself; look again later."); }
            await Task.Delay(LookAgain, TimeProvider.System, cancellationToken);
            progress = await client.Call(HttpMethod.Get, path, null, cancellationToken);
        }
    }

    private static string StepOf(JsonNode step) => step["name"]!.GetValue<string>() is "whats-app" ? "whatsapp" : step["name"]!.GetValue<string>();

    private static async Task Connect(OperatorClient client, string path, CancellationToken cancellationToken)
    {
        string? shown = null;
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < PatienceMax)
        {
            var pairing = await client.Call(HttpMethod.Get, $"{path}/pairing", null, cancellationToken);
            if (pairing["status"]!.GetValue<string>() == "connected")
            {
                Print("WhatsApp is connected.");
                return;
            }
            if (pairing["code"]?.GetValue<string>() is { } code && code != shown)
            {
                Print(Drawn(code));
                Print($"Scan it with the company's telephone (WhatsApp, linked devices){(pairing["pairingCode"] is { } typed ? $", or type {typed}" : "")}.");
                shown = code;
            }
            await Task.Delay(LookAgain, TimeProvider.System, cancellationToken);
        }
        throw new OperatorException("Nobody scanned the code; the same command shows it again.");
    }

    private static string Drawn(string code)
    {
        using var data = QRCodeGenerator.GenerateQrCode(code, QRCodeGenerator.ECCLevel.L);
        using var drawing = new AsciiQRCode(data);
        return drawing.GetGraphicSmall();
    }

    private static void Print(string line) => TenantScreen.Console.WriteLine(line);

    // A console breaks long lines, and a broken link cannot be followed.
    private static void PrintLink(string text, string link)
    {
        Print(text);
        TenantScreen.Console.Profile.Out.Writer.WriteLine(link);
    }
}
