using System.Collections.Immutable;
using System.Net;

namespace Platform.Commands.Simulate.Calls;

/// <summary>
/// Plays a call in the terminal: a line of keys is typed, other words are spoken, an empty line is silence, <c>h</c> hangs up.
/// </summary>
internal sealed class CallTerminal(SimulatedCall call, TextReader input, TextWriter output)
{
    internal const string Help = "Keys such as 1 are typed, words are spoken, an empty line is silence, h hangs up.";

    /// <summary>0 when the call went through, 1 when the front's answers would not have worked at a switch.</summary>
    internal async Task<int> Run(CancellationToken cancellationToken)
    {
        try
        {
            await output.WriteLineAsync($"Calling. {Help}");
            await Show(await call.Begin(cancellationToken));
            while (call.Standing == CallStanding.Listening)
            {
                await output.WriteAsync($"[{call.Expects}] > ");
                await Act(await input.ReadLineAsync(cancellationToken) ?? "h", cancellationToken);
            }
            await output.WriteLineAsync(call.Standing == CallStanding.Transferred ? "The call left for a person." : "The call has ended.");
            return 0;
        }
        catch (HttpRequestException refused) when (refused.StatusCode == HttpStatusCode.Forbidden)
        {
            await output.WriteLineAsync("Nobody of this exchange is called so: the company has no telephone number or domain here (403).");
            return 1;
        }
        catch (Exception failure) when (failure is HttapiTrapException or HttpRequestException)
        {
            await output.WriteLineAsync($"The switch would stumble here: {failure.Message}");
            return 1;
        }
    }

    private async Task Act(string line, CancellationToken cancellationToken)
    {
        switch (line.Trim())
        {
            case "h":
                await call.HangUp(cancellationToken);
                break;
            case "":
                await Show(await call.StaySilent(cancellationToken));
                break;
            case var keys when keys.All(c => char.IsAsciiDigit(c) || c is '*' or '#'):
                await Show(await call.Press(keys, cancellationToken));
                break;
            case var words:
                await Show(await call.Say(words, cancellationToken));
                break;
        }
    }

    private async Task Show(ImmutableArray<string> heard)
    {
        foreach (var line in heard)
        {
            await output.WriteLineAsync($"♪ {line}");
        }
    }
}
