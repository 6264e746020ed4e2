using Spectre.Console;

namespace Platform.Commands.Simulate.Chats;

/// <summary>Prints a chat line by line, as the customer's telephone shows it, with the ticks that the company's messages get.</summary>
internal sealed class ChatScreen(IAnsiConsole console, string company)
{
    private const int ExcerptMax = 30;

    internal void Show(ChatEvent happened)
    {
        switch (happened)
        {
            case { Author: Author.Customer }:
                console.MarkupLineInterpolated($"[green]you ›[/] {happened.Text}");
                break;
            case { Author: Author.Person }:
                console.MarkupLineInterpolated($"[yellow]{company} (person) ›[/] {happened.Text}");
                break;
            case { Ticks: Ticks.Pending }:
                console.MarkupLineInterpolated($"[bold]{company} ›[/] {happened.Text}");
                break;
            default:
                ShowTicks(happened);
                break;
        }
    }

    internal void Say(string line) => console.MarkupLineInterpolated($"[grey]{line}[/]");

    private void ShowTicks(ChatEvent happened)
    {
        var excerpt = Excerpt(happened.Text);
        switch (happened.Ticks)
        {
            case Ticks.Sent:
                console.MarkupLineInterpolated($"  [grey]✓  sent       {excerpt}[/]");
                break;
            case Ticks.Delivered:
                console.MarkupLineInterpolated($"  [grey]✓✓ delivered  {excerpt}[/]");
                break;
            case Ticks.Read:
                console.MarkupLineInterpolated($"  [deepskyblue1]✓✓ read[/]       [grey]{excerpt}[/]");
                break;
            default:
                throw new InvalidOperationException($"Ticks {happened.Ticks} are not handled.");
        }
    }

    private static string Excerpt(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= ExcerptMax ? $"“{line}”" : $"“{line[..ExcerptMax]}…”";
    }
}
