using System.CommandLine;
using Platform.Commands.Simulate;

namespace Platform.Commands;

/// <summary><c>simulate</c>: play a customer against a running front, without any account at a provider.</summary>
internal static class SimulateCommand
{
    internal static Command Create() => new("simulate", "Play a customer against a running front, through its real HTTP paths.")
    {
        ChatCommand.Create(),
        CallCommand.Create(),
    };
}
