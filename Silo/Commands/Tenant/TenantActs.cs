using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Commands.Tenant;

/// <summary>The commands that change a company.</summary>
internal static class TenantActs
{
    internal static readonly Option<string> Slug = new("--slug") { Description = "Its name in hosts and commands.", Required = true };
    internal static readonly Option<string> Name = new("--name") { Description = "The company's name.", Required = true };
    internal static readonly Option<string> Sector = new("--sector") { Description = "Its sector bot: clinics, vehicles, gyms.", Required = true };

    private static readonly Option<string> Reason = new("--reason") { Description = "Why, in a few words without personal data.", Required = true };
    private static readonly Option<string?> OtherSector = new("--sector") { Description = "Another sector bot." };
    private static readonly Option<string?> Locale = new("--locale") { Description = "pt-BR, en or es." };
    private static readonly Option<string?> TimeZone = new("--time-zone") { Description = "An IANA name such as America/Sao_Paulo." };
    private static readonly Option<string?> Address = new("--address") { Description = "Street address; empty removes it." };
    private static readonly Option<FileInfo?> File = new("--file") { Description = "A configuration in JSON, as the API takes it." };

    private static readonly Option<bool> AbandonAccounts = new("--abandon-accounts")
    {
        Description = "Do not wait for a gateway that does not remove the company's accounts; remove them there by hand.",
    };

    internal static Command Create() => OperatorAccess.As(
        "create", "Create a company and nothing else.", [Slug, Name, Sector], async (parse, client, cancellationToken) =>
        {
            var body = new JsonObject
            {
                ["slug"] = parse.GetValue(Slug), ["name"] = parse.GetValue(Name), ["sector"] = parse.GetValue(Sector),
            };
            TenantScreen.Show(await client.Call(HttpMethod.Post, "api/admin/tenants", body, cancellationToken));
        });

    internal static Command Rename() => On("rename", "Give a company another name.", [Name], HttpMethod.Put, "/name", parse => new JsonObject
    {
        ["name"] = parse.GetValue(Name),
    });

    internal static Command Configure() => On(
        "configure", "Change a company's configuration; what is not given stays.", [OtherSector, Locale, TimeZone, Address, File],
        HttpMethod.Patch, "/configuration", Configuration);

    internal static Command Suspend() => On(
        "suspend", "Stop a company's bots, calls and sign-ins; its data stays.", [Reason], HttpMethod.Post, "/suspend",
        parse => new JsonObject { ["reason"] = parse.GetValue(Reason) });

    internal static Command Delete() => OperatorAccess.As(
        "delete", "Cancel a company and delete it when the grace period ends.", [OperatorAccess.Tenant, AbandonAccounts],
        async (parse, client, cancellationToken) =>
        {
            var id = await client.Find(parse.GetValue(OperatorAccess.Tenant)!, cancellationToken);
            var query = parse.GetValue(AbandonAccounts) ? "?abandonAccounts=true" : "";
            TenantScreen.Show(await client.Call(HttpMethod.Delete, $"api/admin/tenants/{id}{query}", body: null, cancellationToken));
        });

    internal static Command Plain(string name, string description, HttpMethod method, string path) =>
        On(name, description, [], method, path, _ => null);

    private static Command On(
        string name, string description, IEnumerable<Symbol> symbols, HttpMethod method, string path, Func<ParseResult, JsonObject?> body) =>
        OperatorAccess.As(name, description, [OperatorAccess.Tenant, .. symbols], async (parse, client, cancellationToken) =>
        {
            var id = await client.Find(parse.GetValue(OperatorAccess.Tenant)!, cancellationToken);
            TenantScreen.Show(await client.Call(method, $"api/admin/tenants/{id}{path}", body(parse), cancellationToken));
        });

    private static JsonObject Configuration(ParseResult parse)
    {
        var body = parse.GetValue(File) is { } file ? Read(file) : [];
        (Option<string?> Option, string Member)[] members =
            [(OtherSector, "sector"), (Locale, "locale"), (TimeZone, "timeZone"), (Address, "address")];
        foreach (var (option, member) in members)
        {
            if (parse.GetValue(option) is { } value) { body[member] = value; }
        }
        return body;
    }

    private static JsonObject Read(FileInfo file)
    {
        try
        {
            return JsonNode.Parse(System.IO.File.ReadAllText(file.FullName)) as JsonObject
                ?? throw new OperatorException($"{file.Name} is not a JSON object.");
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            throw new OperatorException($"{file.Name} cannot be read: {failure.Message}");
        }
    }
}
