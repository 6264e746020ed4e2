namespace Platform.Identity;

/// <summary>Reads who is calling from what a switch shows of the caller.</summary>
public static class CallerNumbers
{
    // The word ANONYMOUS on a telephone keypad: what some networks show where a number must stand.
    private const string AnonymousOnKeypad = "266696687";

    /// <summary>
    /// The caller's canonical number, or <c>null</c> when it was withheld or is no number: such a caller is known for this call only.
    /// </summary>
    /// <param name="callerIdNumber">What the switch shows: a number, an extension, a word such as <c>anonymous</c>, or nothing.</param>
    /// <param name="privacyHidesNumber">The network or the caller asked not to show the number, whatever the text holds.</param>
    public static PhoneNumber? Read(string? callerIdNumber, bool privacyHidesNumber = false) =>
        !privacyHidesNumber && PhoneNumbers.TryRead(UserPart(callerIdNumber), out var number) && number.Digits != AnonymousOnKeypad
            ? number
            : null;

    // Some trunks show the whole address; words such as anonymous, unknown or Restricted are no numbers and fail by themselves.
    private static string? UserPart(string? shown)
    {
        var text = shown?.Trim();
        foreach (var scheme in (ReadOnlySpan<string>)["sip:", "sips:", "tel:"])
        {
            if (text?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) == true)
            {
                text = text[scheme.Length..];
                break;
            }
        }
        return text?.Split('@', ';')[0];
    }
}
