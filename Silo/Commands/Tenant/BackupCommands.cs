using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Platform.Ids;
using Platform.Storage;
using Platform.Tenancy;
using Spectre.Console;

namespace Platform.Commands.Tenant;

/// <summary>Saves one tenant to a file, and brings it back here or in another installation; beside a running platform.</summary>
internal static class BackupCommands
{
    private static readonly Option<string> Tenant = new("--tenant") { Description = "The company's slug or id.", Required = true };

    private static readonly Option<FileInfo> To = new("--to") { Description = "The archive to write.", Required = true };

    private static readonly Option<bool> Now = new("--now") { Description = "Save it as soon as may be, beside its times." };

    private static readonly Argument<FileInfo> Archive = new("archive") { Description = "The archive to read." };

    private static readonly Option<string?> AsId = new("--as-id")
    {
        Description = "Another id, or new: the tenant that was saved may be there as well.",
    };

    private static readonly Option<string?> AsSlug = new("--slug") { Description = "Another slug." };

    internal static Command Backup()
    {
        var command = new Command("backup", "Save a tenant, while it is in use, to one file with a manifest and checksums.") { Tenant, To };
        command.SetAction((parse, cancellationToken) => Run(
            async services =>
            {
                var tenant = await TenantSearch.Find(services, parse.GetValue(Tenant)!, cancellationToken);
                var file = parse.GetValue(To)!.FullName;
                var manifest = await services.GetRequiredService<TenantBackups>().Export(tenant, file, cancellationToken);
                Tell(manifest, manifest.Slug, tenant);
            },
            cancellationToken));
        return command;
    }

    internal static Command Backups() => OperatorAccess.As(
        "backups", "Show a company's scheduled backups, or have it saved now.", [OperatorAccess.Tenant, Now],
        async (parse, client, cancellationToken) =>
        {
            var path = $"api/admin/tenants/{await client.Find(parse.GetValue(OperatorAccess.Tenant)!, cancellationToken)}/backups";
            var status = await client.Call(parse.GetValue(Now) ? HttpMethod.Post : HttpMethod.Get, path, null, cancellationToken);
            var table = TenantScreen.Table("", "");
            foreach (var name in (ReadOnlySpan<string>)["isOn", "nextAt", "lastAt", "problem", "failures"])
            {
                table.AddRow(TenantScreen.Cells(name, status[name]));
            }
            foreach (var file in status["files"]!.AsArray())
            {
                table.AddRow(TenantScreen.Cells(file!["name"], $"{file["bytes"]} bytes"));
            }
            TenantScreen.Console.Write(table);
        });

    internal static Command Restore()
    {
        var command = new Command(
            "restore", "Bring back a tenant that is not there, as a shared one. A damaged archive changes nothing; cut short, run it again.")
        {
            Archive, AsId, AsSlug,
        };
        command.SetAction((parse, cancellationToken) => Run(
            async services =>
            {
                var restored = await services.GetRequiredService<TenantRestore>().Restore(
                    parse.GetValue(Archive)!.FullName, IdOf(parse.GetValue(AsId)), SlugOf(parse.GetValue(AsSlug)), cancellationToken);
                Tell(restored.Manifest, restored.Slug.Value, restored.Tenant);
                foreach (var name in restored.NotClaimed) { Console.WriteLine($"not claimed, it leads to another tenant: {name}"); }
                if (restored.Status == TenantStatus.Suspended) { Console.WriteLine("It is suspended; see to its names, then resume it."); }
            },
            cancellationToken));
        return command;
    }

    private static TenantId? IdOf(string? text) => text switch
    {
        null => null,
        "new" => new TenantId(new TimeOrderedIds(TimeProvider.System).NewId()),
        _ => Guid.TryParse(text, out var id) ? new TenantId(id) : throw new InvalidDataException("--as-id is new, or an id."),
    };

    private static Slug? SlugOf(string? text) =>
        text is null ? null : Slug.TryParse(text, out var slug) ? slug : throw new InvalidDataException(Slug.Rule);

    private static void Tell(ArchiveManifest manifest, string slug, TenantId tenant) =>
        Console.WriteLine($"{slug} ({tenant}): {manifest.Tables.Sum(table => table.Rows)} rows of {manifest.At:u}");

    private static Task<int> Run(Func<IServiceProvider, Task> act, CancellationToken cancellationToken) => Installation.Use(async services =>
    {
        await services.GetRequiredService<IStorageSetup>().Prepare(cancellationToken);
        await act(services);
        return 0;
    });
}
