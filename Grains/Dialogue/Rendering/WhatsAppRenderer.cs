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
    public static string Render(Prompt prompt)
    {
        if (prompt.Choices.IsDefaultOrEmpty) { return prompt.Text; }
        var text = new StringBuilder(prompt.Text).Append('\n');
        for (var index = 0; index < prompt.Choices.Length; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n*{index + 1}.* {prompt.Choices[index].Title}");
        }
        return text.ToString();
    }

    /// <summary>The prompts of a turn, joined; a text longer than a message is split after a sentence, a line or a word.</summary>
    public static ImmutableArray<string> Render(ImmutableArray<Prompt> prompts)
    {
        var rest = string.Join("\n\n", prompts.Select(Render).Where(text => text.Length > 0));
        var messages = ImmutableArray.CreateBuilder<string>();
        while (rest.Length > 0 && messages.Count < MessagesMax)
        {
            var length = SentenceCut.Length(rest, MessageMax);
            var message = rest[..length].Trim();
            if (message.Length > 0) { messages.Add(message); }
            rest = rest[length..].TrimStart();
        }
        return messages.ToImmutable();
    }
}
