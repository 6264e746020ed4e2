using System.Text.RegularExpressions;

namespace Platform.Dialogue;

/// <summary>A regular expression over folded text that never backtracks: its time is linear in the text, whatever the text is.</summary>
internal sealed class Pattern(string expression)
{
    private readonly Regex _regex = new(
        expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    public Match Match(string text) => _regex.Match(text);

    public bool IsMatch(string text) => _regex.IsMatch(text);

    public string Replace(string text, MatchEvaluator replace) => _regex.Replace(text, replace);
}
