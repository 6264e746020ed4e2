using System.CommandLine;
using System.Security.Cryptography;
using Platform.Commands.Simulate.Calls;

namespace Platform.Commands.Simulate;

/// <summary><c>simulate call</c>: a telephone call with keypad and spoken lines as text.</summary>
internal static class CallCommand
{
    private const string DefaultCaller = "5511987654321";

    private static readonly Option<string> Tenant = new("--tenant")
    {
        Description = "The company's slug, such as drmarco.", Required = true,
    };

    private static readonly Option<string> From = new("--from")
    {
        Description = "The caller's number.", DefaultValueFactory = _ => DefaultCaller,
    };

    private static readonly Option<bool> Withheld = new("--withheld") { Description = "The caller does not show the number." };
    private static readonly Option<string?> Name = new("--name") { Description = "The name that the network shows." };
    private static readonly Option<string?> Dialled = new("--dialled")
    {
        Description = "What the caller dialled. Default: an extension of the company's domain.",
    };

    private static readonly Option<Uri?> Front = AddressOption.Named("--front", "The front's address. Default: the demo's.");
    private static readonly Option<string?> User = new("--pbx-user") { Description = "User name of the exchange. Default: the demo's." };
    private static readonly Option<string?> Password = new("--pbx-password") { Description = "Its password. Default: the demo's." };

    internal static Command Create()
    {
        var command = new Command("call", $"Call a company as FreeSWITCH would bring the call. {CallTerminal.Help}")
        {
            Tenant, From, Withheld, Name, Dialled, Front, User, Password,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parse, CancellationToken cancellationToken)
    {
        var demo = DemoAccess.Read();
        if ((parse.GetValue(Front) ?? demo?.Front, parse.GetValue(User) ?? demo?.PbxUser, parse.GetValue(Password) ?? demo?.PbxPassword)
            is not ({ } front, { } user, { } password))
        {
            Console.Error.WriteLine("Give --front, --pbx-user and --pbx-password, or start the demo first in this directory.");
            return 1;
        }

        var exchange = new SimulatedSwitch(
            front,
            user,
            password,
            $"{parse.GetValue(Tenant)}.pbx.example",
            parse.GetValue(Dialled) ?? "5000",
            parse.GetValue(Withheld) ? null : parse.GetValue(From),
            parse.GetValue(Name));

        // As the switch does: no redirect is followed, and nothing is waited for longer than its profile allows.
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5) };
        var call = new SimulatedCall(http, exchange, new Guid(RandomNumberGenerator.GetBytes(16)), TimeProvider.System);
        return await new CallTerminal(call, Console.In, Console.Out).Run(cancellationToken);
    }
}
