using System.CommandLine;
using Platform.Commands.Contact;

namespace Platform.Commands;

/// <summary><c>contact</c>: what people may ask a company for, done by the operator, who enters the company for it.</summary>
internal static class ContactCommand
{
    internal static Command Create() => new("contact", "Give a person everything that a company knows about them, or erase it.")
    {
        PersonCommands.Export(),
        PersonCommands.Erase(),
        PersonCommands.VerifyReceipt(),
    };
}
