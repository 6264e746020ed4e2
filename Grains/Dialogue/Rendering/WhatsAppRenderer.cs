using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Platform.Dialogue;

/// <summary>Prompts as WhatsApp text: one message a turn wherever it fits, choices numbered so that a digit answers.</summary>
public static class WhatsAppRenderer
{
    /// <summary>Characters of one message, as the Cloud API takes them.</summary>
    public const int MessageMax = 4_096;

    /// <summary>Messages of one turn. What does not fit is cut: no text of a bot is near this long.</summary>
    public const int MessagesMax = 4;

    /// <summary>One prompt, with its choices below it.</summary>
    public static string Render(Prompt prompt) => Joined([prompt]);

    /// <summary>The prompts of a turn, joined; a text longer than a message is split after a sentence, a line or a word.</summary>
    public static ImmutableArray<string> Render(ImmutableArray<Prompt> prompts)
    {
        var rest = Joined(prompts);
        var messages = ImmutableArray.CreateBuilder<string>();
        while (rest.Length > 0 && messages.Count < MessagesMax)
        {
            var length = SentenceCut.Length(rest, MessageMax);
            var message = rest[..length].Trim();
            if (message.Length > 0) { messages.Add(message); }
            rest = rest[length..].TrimStart();
        }
        return messages.DrainToImmutable();
    }

    private static string Joined(ImmutableArray<Prompt> prompts)
    {
        var text = new StringBuilder();
        foreach (var prompt in prompts)
        {
            if (prompt.Text.Length == 0 && prompt.Choices.IsDefaultOrEmpty) { continue; }
            if (text.Length > 0) { text.Append("\n\n"); }
            text.Append(prompt.Text);
            AppendChoices(text, prompt);
        }
        return text.ToString();
    }

    private static void AppendChoices(StringBuilder text, Prompt prompt)
    {
        if (prompt.Choices.IsDefaultOrEmpty) { return; }
        text.Append('\n');
        for (var index = 0; index < prompt.Choices.Length; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n*{index + 1}.* {prompt.Choices[index].Title}");
        }
    }
}
