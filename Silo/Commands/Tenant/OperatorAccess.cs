using System.CommandLine;
using Platform.Commands.Simulate;
using Spectre.Console;

namespace Platform.Commands.Tenant;

/// <summary>How commands reach a front and who they act as.</summary>
internal static class OperatorAccess
{
    private const string PasswordVariable = "PLATFORM_Operator__Password";
    private const string CodeVariable = "PLATFORM_Operator__Code";
    private const string EmailVariable = "PLATFORM_Operator__Email";

    internal static readonly Option<Uri?> Front = AddressOption.Named("--front", "The front's address. Default: the demo's.");

    internal static readonly Option<string?> Operator = new("--operator")
    {
        Description = $"The operator's e-mail address. Default: {EmailVariable}, or the demo's. The password is {PasswordVariable}, or is asked for; so is a "
            + $"one-time code ({CodeVariable}), where the account wants one.",
    };

    internal static readonly Argument<string> Tenant = new("tenant") { Description = "The company's slug or id." };

    /// <summary>A command that acts as the operator; a refusal is printed and ends with 1.</summary>
    internal static Command As(
        string name, string description, IEnumerable<Symbol> symbols, Func<ParseResult, OperatorClient, CancellationToken, Task> act)
    {
        var command = new Command(name, description) { Front, Operator };
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument) { command.Add(argument); } else { command.Add((Option)symbol); }
        }
        command.SetAction(async (parse, cancellationToken) =>
        {
            try
            {
                await act(parse, await SignIn(parse, cancellationToken), cancellationToken);
                return 0;
            }
            catch (OperatorException refused)
            {
                await Console.Error.WriteLineAsync(refused.Message);
                return 1;
            }
        });
        return command;
    }

    private static async Task<OperatorClient> SignIn(ParseResult parse, CancellationToken cancellationToken)
    {
        var demo = DemoAccess.Read();
        var front = parse.GetValue(Front) ?? demo?.Front ?? throw new OperatorException("Give --front, or start the demo in this directory.");
        var email = parse.GetValue(Operator) ?? Environment.GetEnvironmentVariable(EmailVariable) ?? demo?.Operator
            ?? throw new OperatorException($"Give --operator, or set {EmailVariable}.");
        var password = Environment.GetEnvironmentVariable(PasswordVariable)
            ?? (email == demo?.Operator && front == demo.Front ? demo.OperatorPassword : null) ?? AskForPassword(email);
        return await OperatorClient.SignIn(front, email, password, AskForCode, cancellationToken);
    }

    private static string AskForCode() => Environment.GetEnvironmentVariable(CodeVariable) ?? (Console.IsInputRedirected
        ? throw new OperatorException($"Set {CodeVariable} to a one-time code.")
        : AnsiConsole.Prompt(new TextPrompt<string>("One-time code:")));

    private static string AskForPassword(string email) => Console.IsInputRedirected
        ? throw new OperatorException($"Set {PasswordVariable}.")
        : AnsiConsole.Prompt(new TextPrompt<string>($"Password of {email.EscapeMarkup()}:").Secret());
}
