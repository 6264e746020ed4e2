namespace Platform.Dialogue;

/// <summary>
/// Where a flow goes on: a step of the same flow (<c>confirm</c>), another flow (<c>flow:menu</c>, <c>flow:visit/date</c>), the
/// next step (<c>#next</c>), or what was interrupted (<c>#resume</c>; the flow <c>more</c> when nothing was).
/// </summary>
/// <param name="Flow">The flow, or <c>null</c> for the same one.</param>
/// <param name="Step">The step, or <c>null</c> for the flow's first.</param>
public sealed record Target(string? Flow, string? Step)
{
    /// <summary>The step after the one that answers so.</summary>
    public static Target Next { get; } = new(null, "#next");

    /// <summary>The interrupted step.</summary>
    public static Target Resume { get; } = new(null, "#resume");

    /// <summary>A flow from its beginning.</summary>
    public static Target To(string flow) => new(flow, null);

    /// <summary>Reads the text form, or <c>null</c> where it is none.</summary>
    public static Target? Read(string text)
    {
        if (text == Next.Step) { return Next; }
        if (text == Resume.Step) { return Resume; }
        if (!text.StartsWith("flow:", StringComparison.Ordinal)) { return IsName(text) ? new Target(null, text) : null; }
        var parts = text["flow:".Length..].Split('/');
        return parts.Length is 1 or 2 && parts.All(IsName) ? new Target(parts[0], parts.Length == 2 ? parts[1] : null) : null;
    }

    /// <summary>Whether a text can name a flow, step, slot, intent or choice.</summary>
    internal static bool IsName(string text) =>
        text.Length is > 0 and <= 40 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_');
}
