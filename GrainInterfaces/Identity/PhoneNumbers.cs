using System.Collections.Immutable;
using System.Globalization;

namespace Platform.Identity;

/// <summary>
/// Reads raw numbers into their canonical form, so that one person has one number however it was written: Brazilian mobiles with the
/// ninth digit, Mexican and Argentine ones without the digit that WhatsApp inserts, landlines and service numbers as they are.
/// </summary>
public static class PhoneNumbers
{
    private const string Brazil = "55";

    // 15 digits of E.164 leave ample room for separators; more is not a number.
    private const int RawLengthMax = 64;

    // 15 digits of E.164 after the international prefix 00 or a trunk zero.
    private const int DigitsMax = 17;

    /// <summary>
    /// Reads a number as a person or a switch writes it. Without <c>+</c> or <c>00</c> it is read as dialled in Brazil first, and as
    /// international
    /// where the Brazilian plan has no such number. <c>false</c> when it is no number.
    /// </summary>
    public static bool TryRead(string? raw, out PhoneNumber number)
    {
        number = default;
        Span<char> buffer = stackalloc char[DigitsMax];
        if (!TryTakeDigits(raw, buffer, out var count, out var hasPlus) || count == 0)
        {
            return false;
        }

        ReadOnlySpan<char> digits = buffer[..count];
        return digits switch
        {
            _ when hasPlus => TryReadInternational(digits, out number),
            ['0', '0', .. var rest] => TryReadInternational(rest, out number),
            ['0', .. var rest] => PhoneNumber.TryParse(ReadTrunk(rest), out number),
            _ => PhoneNumber.TryParse(ReadUnmarked(digits), out number),
        };
    }

    /// <summary>Reads digits that begin with a country code, such as those of a JID. <c>false</c> when they are no number.</summary>
    public static bool TryReadInternational(ReadOnlySpan<char> digits, out PhoneNumber number) =>
        PhoneNumber.TryParse(CanonicalOf(digits), out number);

    /// <summary>
    /// The digits under which a provider may know the number, the canonical ones first: a Brazilian mobile also without its ninth
    /// digit where such numbers existed, Mexican and Argentine numbers also with WhatsApp's inserted digit.
    /// </summary>
    public static ImmutableArray<string> Variants(PhoneNumber number)
    {
        var digits = number.Digits;
        return digits switch
        {
            ['5', '5', .. var national] when BrazilianPlan.WithoutNinthDigit(national) is { } old => [digits, Brazil + old],
            ['5', '2', .. { Length: 10 } national] => [digits, "521" + national],
            ['5', '4', .. { Length: 10 } national] => [digits, "549" + national],
            _ => [digits],
        };
    }

    private static string CanonicalOf(ReadOnlySpan<char> digits) => digits switch
    {
        ['5', '5', .. var national] => BrazilianPlan.Canonical(national.TrimStart('0')) ?? new string(digits),
        ['5', '2', '1', .. { Length: 10 } national] => $"52{national}",
        ['5', '4', '9', .. { Length: 10 } national] => $"54{national}",
        _ => new string(digits),
    };

    private static string ReadUnmarked(ReadOnlySpan<char> digits) =>
        (digits.StartsWith(Brazil) ? BrazilianPlan.Canonical(digits[Brazil.Length..]) : null)
        ?? BrazilianPlan.Canonical(digits)
        ?? CanonicalOf(digits);

    // After the trunk zero may stand the two digits of a carrier, which say nothing about the number, or the country code.
    private static string? ReadTrunk(ReadOnlySpan<char> digits) =>
        BrazilianPlan.Canonical(digits) ?? (digits.Length is 12 or 13 ? BrazilianPlan.Canonical(digits[2..]) : null);

    private static bool TryTakeDigits(string? raw, Span<char> digits, out int count, out bool hasPlus)
    {
        count = 0;
        hasPlus = false;
        if (raw is null or { Length: 0 or > RawLengthMax })
        {
            return false;
        }

        foreach (var c in raw)
        {
            if (char.IsAsciiDigit(c) && count < digits.Length)
            {
                digits[count++] = c;
            }
            else if (c == '+' && count == 0 && !hasPlus)
            {
                hasPlus = true;
            }
            else if (!IsSeparator(c))
            {
                return false;
            }
        }
        return true;
    }

    // Format characters come with numbers copied from address books (direction marks).
    private static bool IsSeparator(char c) =>
        c is '(' or ')' or '.' or '/'
        || char.GetUnicodeCategory(c) is UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.Format;
}
