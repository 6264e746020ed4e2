using System.CommandLine;

namespace Platform.Commands.Simulate;

/// <summary><c>simulate chat</c>: an interactive WhatsApp chat in the terminal.</summary>
internal static class ChatCommand
{
    internal static Command Create()
    {
        var tenant = new Option<string>("--tenant") { Description = "The company's slug, such as drmarco.", Required = true };
        var command = new Command("chat", "Chat with a company's bot as one of its customers on WhatsApp.") { tenant };
        command.SetAction((parse, _) =>
        {
            Console.WriteLine($"Chat with {parse.GetValue(tenant)}.");
            return Task.FromResult(0);
        });
        return command;
    }
}
