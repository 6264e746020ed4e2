using System.Text.RegularExpressions;

namespace Platform.Commands.Simulate.Calls;

/// <summary>How the switch matches keys against the binds of a tag.</summary>
internal static class DigitMachine
{
    /// <summary>What became of the keys.</summary>
    /// <param name="Digits">What was matched, or <c>null</c> for a wrong key.</param>
    /// <param name="Rest">Keys that were typed too early; they count for the next tag that listens.</param>
    internal readonly record struct Result(string? Digits, string Rest);

    /// <summary>Takes keys, typed quickly and followed by a pause.</summary>
    internal static Result Take(HttapiTag tag, string keys)
    {
        for (var count = 1; count <= keys.Length; count++)
        {
            var (typed, rest) = (keys[..count], keys[count..]);
            var terminator = typed.IndexOfAny([.. tag["terminators"] ?? ""]);
            var isPaused = count == keys.Length || terminator >= 0;
            if (terminator >= 0)
            {
                typed = typed[..terminator];
            }

            if (Match(tag, typed, isPaused) is { } bind)
            {
                return new Result(Strip(typed, bind), rest);
            }
            if (terminator >= 0 || !CanStillMatch(tag, typed))
            {
                return new Result(null, rest);
            }
        }
        return new Result(null, "");
    }

    // A lone pattern fires at once; several wait for the pause, because a longer match may come. So do digits that begin a longer bind.
    private static HttapiBind? Match(HttapiTag tag, string typed, bool isPaused) => tag.Binds.FirstOrDefault(bind => bind.IsPattern
        ? (isPaused || tag.Binds.Length == 1) && Regex.IsMatch(typed, bind.Expression[1..])
        : bind.Expression == typed
            && (isPaused || !tag.Binds.Any(other => other != bind && CanBegin(other, typed))));

    private static bool CanStillMatch(HttapiTag tag, string typed) =>
        tag.Binds.Any(bind => CanBegin(bind, typed));

    private static bool CanBegin(HttapiBind bind, string typed) =>
        bind.IsPattern || bind.Expression.StartsWith(typed, StringComparison.Ordinal);

    private static string Strip(string digits, HttapiBind bind) =>
        digits.IndexOfAny([.. bind.Strip ?? ""]) is >= 0 and var at ? digits[..at] : digits;
}
