using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Commands.Tenant;
using Platform.Storage;
using Platform.Tenancy;

namespace Platform.Commands;

/// <summary><c>audit verify</c>: reads the ledgers and says whether they stand as they were written.</summary>
internal static class AuditCommand
{
    private static readonly Option<string?> Tenant = new("--tenant")
    {
        Description = "Only this company's ledgers: its slug or id. Default: all, and the operator's.",
    };

    private static readonly Option<FileInfo?> Heads = new("--heads")
    {
        Description = "A file kept elsewhere: what it says of the ledgers is compared with them, then it is written anew. "
            + "It shows also a ledger that was written anew as a whole, heads and all.",
    };

    internal static Command Create()
    {
        var verify = new Command("verify", "Verify the audit's chains in the installation's database.") { Tenant, Heads };
        verify.SetAction(Verify);
        return new Command("audit", "What was done, refused and changed.") { verify };
    }

    private static Task<int> Verify(ParseResult parse, CancellationToken cancellationToken) => Installation.Use(async services =>
    {
        var only = parse.GetValue(Tenant) is { } name ? await TenantSearch.Find(services, name, cancellationToken) : (TenantId?)null;
        var check = new AuditCheck(services.GetRequiredService<IAuditReader>(), services.GetRequiredService<ITenantIds>());
        var kept = parse.GetValue(Heads) is { } file ? KeptHeads.Read(file) : null;
        var faults = 0;
        await foreach (var verdict in check.Verify(only, kept, cancellationToken))
        {
            Console.WriteLine(Line(verdict));
            faults += verdict.Fault is null ? 0 : 1;
        }
        if (faults == 0) { kept?.Write(); }
        Console.WriteLine(faults == 0 ? "All ledgers stand as they were written." : $"{faults} ledger(s) do not stand as they were written.");
        return faults == 0 ? 0 : 1;
    });

    private static string Line(LedgerVerdict verdict) =>
        $"{verdict.Tenant?.ToString() ?? "operator",-36}  {verdict.Ledger,-8}  {verdict.Sequence,10}  {verdict.Fault ?? $"sound, {verdict.Hash}"}";
}
