using System.Globalization;
using System.Text;
using Platform.Bots;
using Platform.Dialogue;
using Platform.Tenancy;

namespace Platform.Tests.Dialogue;

/// <summary>
/// A written conversation: a header of <c>name: value</c> lines, then what the customer does (<c>&gt; text</c>, or
/// <c>&gt; [digit 1]</c>, <c>[choice x]</c>, <c>[silence]</c>, <c>[invalid]</c>, <c>[started]</c>, <c>[audio]</c>, <c>[transfer
/// failed]</c>,
/// <c>[later 30h]</c>) each followed by what the bot does. Functions succeed unless the header says <c>functions: fail</c>.
/// </summary>
internal sealed class GoldenScript
{
    private static readonly TimeSpan _sessionMax = TimeSpan.FromHours(24);
    private readonly List<string> _header = [];
    private readonly List<string> _inputs = [];

    public GoldenScript(string text)
    {
        foreach (var line in text.Replace("\r", "", StringComparison.Ordinal).Split('\n'))
        {
            if (line.StartsWith("> ", StringComparison.Ordinal)) { _inputs.Add(line[2..]); }
            else if (_inputs.Count == 0 && line.Trim().Length > 0) { _header.Add(line); }
        }
    }

    /// <summary>The whole conversation as it goes with today's code and bots.</summary>
    public string Replay()
    {
        var bot = SectorBots.Newest(Header("bot", "clinics"))!;
        var context = Context();
        var result = new StringBuilder(string.Join('\n', _header)).Append('\n');
        DialogueSession? session = null;
        foreach (var line in _inputs)
        {
            result.Append(CultureInfo.InvariantCulture, $"\n> {line}\n");
            if (Later(line) is { } wait)
            {
                if (DialogueSession.IsExpired(context.LocalNow, context.LocalNow + wait, _sessionMax)) { session = null; }
                context = context with { LocalNow = context.LocalNow + wait };
                continue;
            }
            session = Turn(bot, session, Input(line), context, result);
        }
        return result.ToString();
    }

    private DialogueSession? Turn(BotDefinition bot, DialogueSession? session, DialogueInput input, DialogueContext context,
        StringBuilder result)
    {
        var turn = DialogueEngine.Continue(bot, session, input, context);
        Write(turn, context.Medium, result);
        if (turn.Call is not { } call) { return turn.Next; }
        FunctionOutcome outcome = Header("functions", "succeed") == "fail" ? new FunctionOutcome.Failed("unavailable") : Samples.Done;
        return Turn(bot, turn.Next, new DialogueInput.FunctionReturned(call.Name, outcome), context, result);
    }

    private static void Write(DialogueTurn turn, Medium medium, StringBuilder result)
    {
        if (medium == Medium.WhatsApp)
        {
            foreach (var message in WhatsAppRenderer.Render(turn.Say)) { result.Append(Indented(message)); }
        }
        else if (TelephoneRenderer.Render(turn.Say) is { Text.Length: > 0 } spoken)
        {
            result.Append(Indented(spoken.Text));
            if (spoken.Expects != SpokenAnswer.None)
            {
                result.Append(CultureInfo.InvariantCulture, $"  [{spoken.Expects}, {spoken.DigitsMax} digits] {Keys(spoken)}\n");
            }
        }
        if (turn.Call is { } call)
        {
            result.Append(CultureInfo.InvariantCulture,
                $"  (calls {call.Name}: {string.Join(", ", call.Arguments.Select(argument => $"{argument.Key}={argument.Value}"))})\n");
        }
        if (turn.HandOver is { } handOver) { result.Append(CultureInfo.InvariantCulture, $"  (hands over: {handOver.Reason})\n"); }
        if (turn.Ended) { result.Append("  (ends)\n"); }
    }

    private static string Keys(SpokenPrompt spoken) => string.Join(' ', spoken.Keys.Select(key => $"{key.Key}={key.ChoiceId}"));

    private static string Indented(string text) =>
        string.Concat(text.Split('\n').Select((line, index) => line.Length == 0 ? "\n" : $"{(index == 0 ? "< " : "  ")}{line}\n"));

    private static TimeSpan? Later(string line) =>
        line.StartsWith("[later ", StringComparison.Ordinal)
            ? TimeSpan.FromHours(int.Parse(line["[later ".Length..^2], CultureInfo.InvariantCulture))
            : null;

    private static DialogueInput Input(string line) => line.TrimStart('[').TrimEnd(']').Split(' ') switch
    {
        _ when !line.StartsWith('[') => new DialogueInput.Text(line),
        ["digit", var digits] => new DialogueInput.Digit(digits),
        ["choice", var id] => new DialogueInput.Choice(id),
        ["silence"] => new DialogueInput.Silence(),
        ["invalid"] => new DialogueInput.Invalid(),
        ["started"] => new DialogueInput.Started(),
        ["transfer", "failed"] => new DialogueInput.FunctionReturned(FunctionNames.PersonTransfer, new FunctionOutcome.Failed("no answer")),
        [var kind, .. var caption] => new DialogueInput.Attachment(
            Enum.Parse<AttachmentKind>(kind, ignoreCase: true), caption.Length == 0 ? null : string.Join(' ', caption)),
        [] => throw new FormatException(line),
    };

    private DialogueContext Context()
    {
        var sample = Samples.Context(
            Enum.Parse<Medium>(Header("medium", "WhatsApp")),
            Samples.At(Header("now", "2026-08-24T10:00:00-03:00")),
            HeaderOrNull("contact"),
            Header("locale", "pt-BR"), Header("transfer", "yes") == "yes");
        return sample with
        {
            CompanyName = Header("company", sample.CompanyName),
            Faq = HeaderOrNull("faq")?.Split(" = ") is [var question, var answer] ? [new FaqEntry([question], answer)] : sample.Faq,
        };
    }

    private string Header(string name, string otherwise) => HeaderOrNull(name) ?? otherwise;

    private string? HeaderOrNull(string name) =>
        _header.FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.Ordinal))?[(name.Length + 2)..];
}
