using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Platform.Commands.Tenant;

namespace Platform.Commands;

/// <summary><c>exchange</c>: the telephone exchanges that bring calls, and whose calls they may bring.</summary>
internal static class ExchangeCommand
{
    // 190 bits; letters and digits go into the switch's files as they are.
    private const int PasswordLength = 32;
    private const string PasswordLetters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";

    private static readonly Argument<string> User = new("user") { Description = "The exchange's user name in its credential." };

    internal static Command Create() => new("exchange", "Administer telephone exchanges, through the API of a running installation.")
    {
        Register(),
        Show(),
        OperatorAccess.As("remove", "Forget an exchange: its credential opens nothing any more.", [User], (parse, client, cancellationToken) =>
            client.Call(HttpMethod.Delete, Path(parse), body: null, cancellationToken)),
        Covering("cover", "Let an exchange bring a company's calls.", HttpMethod.Put),
        Covering("uncover", "Let an exchange bring a company's calls no longer.", HttpMethod.Delete),
    };

    private static Command Register() => OperatorAccess.As(
        "register", "Register an exchange, or give it a new password; either way its credential is printed once.", [User],
        async (parse, client, cancellationToken) =>
        {
            var password = RandomNumberGenerator.GetString(PasswordLetters, PasswordLength);
            await client.Call(HttpMethod.Put, Path(parse), new JsonObject { ["password"] = password }, cancellationToken);
            Console.WriteLine($"{parse.GetValue(User)}:{password}");
        });

    private static Command Show() => OperatorAccess.As(
        "show", "Show the companies whose calls an exchange may bring, by id.", [User], async (parse, client, cancellationToken) =>
        {
            var exchange = await client.Call(HttpMethod.Get, Path(parse), body: null, cancellationToken);
            foreach (var tenant in exchange["tenants"]!.AsArray()) { Console.WriteLine(tenant); }
        });

    private static Command Covering(string name, string description, HttpMethod method) =>
        OperatorAccess.As(name, description, [User, OperatorAccess.Tenant], async (parse, client, cancellationToken) =>
        {
            var id = await client.Find(parse.GetValue(OperatorAccess.Tenant)!, cancellationToken);
            await client.Call(method, $"api/admin/tenants/{id}/exchanges/{Escaped(parse)}", body: null, cancellationToken);
        });

    private static string Path(ParseResult parse) => $"api/admin/exchanges/{Escaped(parse)}";

    private static string Escaped(ParseResult parse) => OperatorClient.PathPart(parse.GetValue(User)!);
}
