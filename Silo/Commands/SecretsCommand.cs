using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Platform.Secrets;
using Platform.Storage;

namespace Platform.Commands;

/// <summary><c>secrets rotate</c>: after the master key was replaced, seals all data keys under the new one.</summary>
internal static class SecretsCommand
{
    internal static Command Create()
    {
        var rotate = new Command(
            "rotate",
            "Seal all data keys under Secrets:MasterKey; those under Secrets:OldMasterKey are accepted until then. Can be run again.");
        rotate.SetAction(Rotate);
        return new Command("secrets", "How secrets are sealed at rest.") { rotate };
    }

    private static Task<int> Rotate(ParseResult parse, CancellationToken cancellationToken) => Installation.Use(async services =>
    {
        await services.GetRequiredService<IStorageSetup>().Prepare(cancellationToken);
        var (anew, all) = await KeyRotation.Run(
            services.GetRequiredService<DataKeys>(), services.GetRequiredService<ITenantIds>(), cancellationToken);
        Console.WriteLine($"{anew} of {all} data keys were sealed anew. Secrets:OldMasterKey is not needed any more.");
        return 0;
    });
}
