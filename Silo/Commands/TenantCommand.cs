using System.CommandLine;
using Platform.Commands.Tenant;

namespace Platform.Commands;

/// <summary><c>tenant</c>: what the operator does with companies: against a running front, or, to save and restore one, beside it.</summary>
internal static class TenantCommand
{
    internal static Command Create() => new("tenant", "Administer companies, through the API of a running installation or, to save and restore one, beside it.")
    {
        TenantReads.List(),
        TenantReads.Show(),
        TenantActs.Create(),
        TenantActs.Rename(),
        TenantActs.Configure(),
        RetentionCommand.Create(),
        TenantActs.Suspend(),
        TenantActs.Plain("resume", "Serve a company again, whatever stopped it.", HttpMethod.Post, "/resume"),
        TenantActs.Plain("cancel", "End a company's contract: it is not served any more, and its data stays.", HttpMethod.Post, "/cancel"),
        TenantActs.Delete(),
        NameCommands.Claim(),
        NameCommands.Release(),
        MoveCommand.Move(),
        MoveCommand.Confirm(),
        OnboardCommand.Create(),
        BackupCommands.Backup(),
        BackupCommands.Backups(),
        BackupCommands.Restore(),
    };
}
