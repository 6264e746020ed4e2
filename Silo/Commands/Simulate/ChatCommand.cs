using System.CommandLine;
using Platform.Commands.Simulate.Chats;
using Spectre.Console;

namespace Platform.Commands.Simulate;

/// <summary>
/// <c>simulate chat</c>: a WhatsApp chat in the terminal. What is written goes to the stand-in gateway that the demo runs, from there as a
/// webhook to the front, and the answer comes back the same way. The demo leaves the gateway's address and key in its data directory;
/// <c>--gateway</c> and <c>--gateway-key</c> name another.
/// </summary>
internal static class ChatCommand
{
    private const string DefaultNumber = "5511987654321";
    private const int DigitsMin = 8;
    private const int DigitsMax = 15;

    // A reply follows its message within the debounce and a moment; the ticks of a stand-in's message take about a second.
    private static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(10);

    private static readonly Option<string> Tenant = new("--tenant")
    {
        Description = "The company's slug, such as drmarco.", Required = true,
    };

    private static readonly Option<string?> Instance = new("--instance")
    {
        Description = "The WhatsApp instance. Default: the one named like the slug.",
    };

    private static readonly Option<string> Number = new("--number")
    {
        Description = "The customer's number.", DefaultValueFactory = _ => DefaultNumber,
    };

    private static readonly Option<string?> Name = new("--name") { Description = "The name that the customer shows." };
    private static readonly Option<Uri?> Gateway = AddressOption.Named("--gateway", "The stand-in gateway's address. Default: the demo's.");

    private static readonly Option<string?> Key = new("--gateway-key") { Description = "Its key. Default: the demo's." };

    internal static Command Create()
    {
        var command = new Command("chat", $"Chat with a company as one of its customers on WhatsApp. {ChatTerminal.Help}")
        {
            Tenant, Instance, Number, Name, Gateway, Key,
        };
        Number.Validators.Add(result =>
        {
            if (Digits(result.GetValue(Number)).Length is < DigitsMin or > DigitsMax)
            {
                result.AddError("Give a number of 8 to 15 digits, such as 5511987654321.");
            }
        });
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parse, CancellationToken cancellationToken)
    {
        var demo = DemoAccess.Read();
        if ((parse.GetValue(Gateway) ?? demo?.StandIn, parse.GetValue(Key) ?? demo?.StandInKey) is not ({ } gateway, { } key))
        {
            Console.Error.WriteLine("Start the demo first (dotnet run --project WebFront), or give --gateway and --gateway-key.");
            return 1;
        }

        // A watched chat is one answer without end.
        using var http = new HttpClient { BaseAddress = gateway, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Add("apikey", key);
        try
        {
            return await Chat(parse, http, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            Console.Error.WriteLine($"No stand-in gateway answers at {gateway}: {failure.Message}");
            return 1;
        }
    }

    private static async Task<int> Chat(ParseResult parse, HttpClient http, CancellationToken cancellationToken)
    {
        var tenant = parse.GetValue(Tenant)!;
        if ((parse.GetValue(Instance) ?? await GatewayClient.FindInstance(http, tenant, cancellationToken)) is not { } instance)
        {
            Console.Error.WriteLine($"The gateway has no instance for {tenant}; name it with --instance.");
            return 1;
        }

        var terminal = new ChatTerminal(
            new GatewayClient(http, instance, Digits(parse.GetValue(Number))),
            new ChatScreen(Screen(), instance),
            Console.In,
            new ChatManner(parse.GetValue(Name), Console.IsInputRedirected, QuietFor, PatienceMax),
            TimeProvider.System);
        return await terminal.Run(cancellationToken);
    }

    // As people write it: +55 (11) 98765-4321.
    private static string Digits(string? number) => string.Concat((number ?? "").Where(char.IsAsciiDigit));

    // Another program that reads along wants neither colours nor broken lines.
    private static IAnsiConsole Screen()
    {
        if (!Console.IsOutputRedirected)
        {
            return AnsiConsole.Console;
        }
        var plain = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(Console.Out) });
        plain.Profile.Width = int.MaxValue;
        return plain;
    }
}
