using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Platform.Storage;

namespace Platform.Commands;

/// <summary><c>migrate</c>: brings the installation's database and every tenant's own to the current schema.</summary>
internal static class MigrateCommand
{
    internal static Command Create()
    {
        var command = new Command(
            "migrate",
            "Bring every database to the current schema, a line for each. Ends with 1 when one could not be; can be run again at any time.");
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parse, CancellationToken cancellationToken) => Installation.Use(async services =>
    {
        try
        {
            await services.GetRequiredService<IStorageSetup>().Prepare(cancellationToken);
        }
        catch (StorageSetupException failure)
        {
            Console.Error.WriteLine($"main: {failure.Message}");
            return 1;
        }
        var fleet = services.GetRequiredService<FleetMigration>();
        Console.WriteLine($"main: {fleet.Steps} steps");
        return await fleet.Run((tenant, problem) =>
        {
            (problem is null ? Console.Out : Console.Error).WriteLine($"{tenant}: {problem ?? $"{fleet.Steps} steps"}");
        }, cancellationToken) ? 0 : 1;
    });
}
