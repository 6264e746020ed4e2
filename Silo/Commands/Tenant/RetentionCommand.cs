using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Platform.Commands.Tenant;

/// <summary><c>tenant retention</c>: for how many days a company's data is kept.</summary>
internal static class RetentionCommand
{
    private static readonly (string Member, Option<string?> Option)[] Periods =
    [
        ("messages", Days("--messages", "Messages, and conversations of which none is left.")),
        ("calls", Days("--calls", "Calls.")),
        ("workItems", Days("--work-items", "Work for people.")),
        ("delivery", Days("--delivery", "How messages were delivered.")),
        ("audit", Days("--audit", "Audit entries; 180 at least.")),
    ];

    private static readonly Option<bool> Now = new("--now") { Description = "Remove what is older now, not at night." };

    internal static Command Create() => OperatorAccess.As(
        "retention", "Show or change for how many days a company's data is kept; what is not given stays.",
        [OperatorAccess.Tenant, .. Periods.Select(period => period.Option), Now],
        async (parse, client, cancellationToken) =>
        {
            var path = $"api/admin/tenants/{await client.Find(parse.GetValue(OperatorAccess.Tenant)!, cancellationToken)}/retention";
            var view = await client.Call(HttpMethod.Get, path, null, cancellationToken);
            if (Changed(parse, view["own"]!.AsObject()) is { } changed)
            {
                view = await client.Call(HttpMethod.Put, path, changed, cancellationToken);
            }
            if (parse.GetValue(Now)) { view = await client.Call(HttpMethod.Post, $"{path}/run", null, cancellationToken); }
            Show(view);
        });

    private static Option<string?> Days(string name, string what) => new(name) { Description = $"{what} Days, or \"default\"." };

    private static JsonObject? Changed(ParseResult parse, JsonObject own)
    {
        var (changed, isChanged) = (new JsonObject(), false);
        foreach (var (member, option) in Periods)
        {
            if (parse.GetValue(option) is not { } text)
            {
                changed[member] = own[member]?.DeepClone();
                continue;
            }
            isChanged = true;
            changed[member] = text == "default" ? null
                : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days
                : throw new OperatorException($"{option.Name} takes a number of days, or \"default\".");
        }
        return isChanged ? changed : null;
    }

    private static void Show(JsonObject view)
    {
        var table = TenantScreen.Table("kept", "days", "own");
        foreach (var (member, _) in Periods) { table.AddRow(TenantScreen.Cells(member, view["inForce"]?[member], view["own"]?[member])); }
        table.AddRow(TenantScreen.Cells("next", view["nextAt"], view["isUnderWay"]?.GetValue<bool>() == true ? "under way" : null));
        foreach (var rows in view["last"]?["removed"]?.AsArray() ?? [])
        {
            table.AddRow(TenantScreen.Cells($"removed last: {rows!["table"]}", rows["rows"], null));
        }
        TenantScreen.Console.Write(table);
    }
}
