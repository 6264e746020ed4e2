using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Platform.Commands.Simulate.Calls;

/// <summary>What a document's work must keep to.</summary>
internal static partial class HttapiRules
{
    private static readonly FrozenSet<string> EndsTheApplication = new[] { "answer", "preanswer", "ringready" }.ToFrozenSet();

    private static readonly FrozenSet<string> Prompts = new[] { "playback", "speak", "say", "pause" }.ToFrozenSet();

    private static readonly FrozenSet<string> LeavesThePrompts =
        new[] { "dial", "hangup", "break", "conference", "voicemail", "record" }.ToFrozenSet();

    private static readonly FrozenSet<string> Others =
        new[] { "execute", "recordcall", "continue", "log", "getvariable", "sms", "vmname" }.ToFrozenSet();

    /// <exception cref="HttapiTrapException">It does not.</exception>
    internal static void Check(ImmutableArray<HttapiTag> work)
    {
        Trap.If(work.IsEmpty, "no instructions: the application ends");
        for (var i = 0; i < work.Length; i++)
        {
            CheckTag(work[i]);
            Trap.If(
                IsInteractive(work[i]) && i < work.Length - 1,
                $"<{work[i].Name}> is not last: what follows it runs before its answer is sent");
        }
        Trap.If(!IsInteractive(work[^1]), "nothing waits or ends the call: the next request comes at once, for ever");
    }

    private static bool IsInteractive(HttapiTag tag) => tag.Listens || LeavesThePrompts.Contains(tag.Name);

    private static void CheckTag(HttapiTag tag)
    {
        Trap.If(EndsTheApplication.Contains(tag.Name), $"<{tag.Name}> ends the application");
        Trap.If(
            !Prompts.Contains(tag.Name) && !LeavesThePrompts.Contains(tag.Name) && !Others.Contains(tag.Name),
            $"<{tag.Name}> is not known to the switch");
        CheckAddress(tag["action"]);
        CheckAddress(tag["temp-action"]);
        Trap.If(
            tag.Name == "recordcall" && (tag["name"] ?? tag["action"]) is not null,
            "<recordCall> with name or action crashes or loses the recording");
        Trap.If(
            tag.Name == "execute" && (tag["data"] ?? tag.Body).Contains('$', StringComparison.Ordinal),
            "a dollar sign in <execute> hangs up");
        Trap.If(tag.Name == "execute" && string.IsNullOrEmpty(tag["application"]), "<execute> without application hangs up");
        Trap.If(
            tag.Attributes.Values.Append(tag.Body).Any(text => text.Contains("${", StringComparison.Ordinal)),
            "a variable would be expanded");
        Trap.If(tag.Name == "dial" && !Extension().IsMatch(tag.Body), "<dial> names no extension");
        CheckPrompt(tag);
        CheckBinds(tag);
    }

    private static void CheckPrompt(HttapiTag tag)
    {
        Trap.If(tag.Name == "speak" && string.IsNullOrEmpty(tag["engine"]), "<speak> without engine ends the application");
        Trap.If(tag.Name == "speak" && string.IsNullOrWhiteSpace(tag["text"] ?? tag["file"] ?? tag.Body), "<speak> has nothing to say");
        Trap.If(
            tag.Name == "playback" && string.IsNullOrEmpty(tag["file"] ?? (tag.Listens ? null : tag.Body)),
            "<playback> without file hangs up");
        Trap.If(
            tag["loops"] is { } loops && (!int.TryParse(loops, out var count) || count is < 0 or > 3), "the prompt is repeated too often");
    }

    private static void CheckBinds(HttapiTag tag)
    {
        if (!tag.Listens)
        {
            return;
        }

        Trap.If(string.IsNullOrEmpty(tag["error-file"]), "without error-file silence and wrong keys are not reported");
        Trap.If(string.IsNullOrEmpty(tag["name"]), "the answer has no name");
        Trap.If(tag.Binds.Select(bind => bind.Expression).Distinct().Count() != tag.Binds.Length, "two binds are the same");
        foreach (var bind in tag.Binds)
        {
            CheckAddress(bind.Action);
            Trap.If(!bind.IsPattern && !Keys().IsMatch(bind.Expression), $"bind {bind.Expression} can never be typed");
            Trap.If(bind.IsPattern && !(bind.Expression.StartsWith("~^", StringComparison.Ordinal) && bind.Expression.EndsWith('$')),
                $"pattern {bind.Expression} is not anchored: it matches within other input");
            Trap.If(bind.IsPattern && !IsPattern(bind.Expression[1..]), $"pattern {bind.Expression} is none");
        }
    }

    private static void CheckAddress(string? address) =>
        Trap.If(
            address is not null
            && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.UserInfo.Length == 0),
            $"address {address} is not absolute, or holds a credential (which crashes the switch)");

    private static bool IsPattern(string text)
    {
        try
        {
            return new Regex(text).GetGroupNumbers().Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A[0-9A-D*#]+\z")]
    private static partial Regex Keys();

    [GeneratedRegex(@"\A\+?[0-9A-Za-z*#_.\-]+\z")]
    private static partial Regex Extension();
}
