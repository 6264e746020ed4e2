using System.CommandLine;
using System.Text.Json.Nodes;
using Platform.Commands.Tenant;
using Spectre.Console;

namespace Platform.Commands;

/// <summary><c>operator</c>: who runs the installation.</summary>
internal static class OperatorCommand
{
    private const string People = "api/admin/operators";

    private static readonly Argument<string> Email = new("email") { Description = "The person's e-mail address." };

    private static readonly Option<string> Name = new("--name") { Description = "The person's name.", Required = true };

    internal static Command Create() => new("operator", "Administer the operator's people, through the API of a running installation.")
    {
        List(),
        OperatorAccess.As("invite", "Invite a person, to whom a link goes out by mail.", [Email, Name], (parse, client, cancellationToken) =>
        {
            var person = new JsonObject { ["email"] = parse.GetValue(Email), ["name"] = parse.GetValue(Name) };
            return client.Call(HttpMethod.Post, People, person, cancellationToken);
        }),
        OperatorAccess.As("remove", "Take a person out, whose sessions end at once.", [Email], (parse, client, cancellationToken) =>
            client.Call(HttpMethod.Delete, $"{People}/{OperatorClient.PathPart(parse.GetValue(Email)!)}", body: null, cancellationToken)),
    };

    private static Command List() => OperatorAccess.As("list", "List the operator's people.", [], async (_, client, cancellationToken) =>
    {
        var table = TenantScreen.Table("email", "name", "joined", "since");
        var answer = await client.Call(HttpMethod.Get, People, body: null, cancellationToken);
        foreach (var person in answer["operators"]!.AsArray())
        {
            table.AddRow(TenantScreen.Cells(person!["email"], person["name"], person["hasJoined"], person["since"]));
        }
        TenantScreen.Console.Write(table);
    });
}
