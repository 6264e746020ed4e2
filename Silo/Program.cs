using System.CommandLine;
using Platform.Commands;

var root = new RootCommand("The platform's own commands. The platform itself is started by WebFront.")
{
    SimulateCommand.Create(),
    TenantCommand.Create(),
    ExchangeCommand.Create(),
    ContactCommand.Create(),
    OperatorCommand.Create(),
    AuditCommand.Create(),
    SecretsCommand.Create(),
    MigrateCommand.Create(),
};
return await root.Parse(args).InvokeAsync();

// Declared, or the framework declares it with an XML comment, which the OpenAPI document of the front would then hold twice.
internal sealed partial class Program;
