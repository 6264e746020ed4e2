using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Platform.Secrets;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Commands.Tenant;

/// <summary>Saves one tenant to a file, and brings it back here or in another installation; beside a running platform.</summary>
internal static class BackupCommands
{
    private const int PageMax = 500;

    private static readonly Option<string> Tenant = new("--tenant") { Description = "The tenant's slug.", Required = true };

    private static readonly Option<FileInfo> To = new("--to") { Description = "The archive to write.", Required = true };

    private static readonly Argument<FileInfo> Archive = new("archive") { Description = "The archive to read." };

    internal static Command Backup()
    {
        var command = new Command("backup", "Save a tenant, while it is in use, to one file with a manifest and checksums.") { Tenant, To };
        command.SetAction((parse, cancellationToken) => Run(
            async services =>
            {
                var tenant = await Find(services, parse.GetValue(Tenant)!, cancellationToken);
                return await services.GetRequiredService<TenantBackups>().Save(tenant, parse.GetValue(To)!.FullName, cancellationToken);
            },
            cancellationToken));
        return command;
    }

    internal static Command Restore()
    {
        var command = new Command("restore", "Bring back a tenant that is not there, as a shared one. A damaged archive changes nothing.") { Archive };
        command.SetAction((parse, cancellationToken) => Run(
            services => services.GetRequiredService<TenantBackups>().Restore(parse.GetValue(Archive)!.FullName, cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> Run(Func<IServiceProvider, Task<ArchiveManifest>> act, CancellationToken cancellationToken)
    {
        await using var services = Installation.Open(more => more.AddSecrets());
        try
        {
            await services.GetRequiredService<IStorageSetup>().Prepare(cancellationToken);
            var manifest = await act(services);
            Console.WriteLine($"{manifest.Slug} ({manifest.Tenant}): {manifest.Tables.Sum(table => table.Rows)} rows of {manifest.At:u}");
            return 0;
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or StorageSetupException or StoreUnavailableException)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }

    private static async Task<TenantId> Find(IServiceProvider services, string slug, CancellationToken cancellationToken)
    {
        var list = services.GetRequiredService<ITenantList>();
        for (var after = ""; await list.After(after, PageMax, cancellationToken) is { Length: > 0 } page; after = page[^1].Slug)
        {
            foreach (var tenant in page)
            {
                if (tenant.Slug == slug) { return tenant.Id; }
            }
        }
        throw new InvalidDataException("There is no tenant of this slug.");
    }
}
