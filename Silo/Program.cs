using System.CommandLine;
using Platform.Commands;

var root = new RootCommand("The platform's own commands. The platform itself is started by WebFront.")
{
    SimulateCommand.Create(),
    AuditCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
