namespace Platform.Identity;

/// <summary>
/// Brazil's numbering plan, as far as identity needs it. National numbers: area code (two digits, neither is 0), then eight digits from
/// 2 to 5 for landlines, nine digits from 9 for mobiles; mobiles that are older than the ninth digit had eight, from 6 to 9.
/// Service numbers (0800, 0300, 3003, 4004 …) have no area code.
/// </summary>
internal static class BrazilianPlan
{
    private const int AreaLength = 2;

    /// <summary>The digits with country code, a mobile with its ninth digit; <c>null</c> where the plan has no such number.</summary>
    internal static string? Canonical(ReadOnlySpan<char> national) => national switch
    {
        _ when IsService(national) => $"55{national}",
        [>= '1' and <= '9', >= '1' and <= '9', .. var local] => Canonical(national[..AreaLength], local),
        _ => null,
    };

    /// <summary>The national number without its ninth digit; <c>null</c> where there never was such a mobile.</summary>
    internal static string? WithoutNinthDigit(ReadOnlySpan<char> national) => national switch
    {
        [>= '1' and <= '9', >= '1' and <= '9', '9', >= '6' and <= '9', ..] when national.Length == 11 =>
            $"{national[..AreaLength]}{national[3..]}",
        _ => null,
    };

    private static string? Canonical(ReadOnlySpan<char> area, ReadOnlySpan<char> local) => local switch
    {
        ['9', ..] when local.Length == 9 => $"55{area}{local}",
        [>= '6' and <= '9', ..] when local.Length == 8 => $"55{area}9{local}",
        [>= '2' and <= '5', ..] when local.Length == 8 => $"55{area}{local}",
        _ => null,
    };

    // 0800 numbers of the old form have six digits after the prefix; numbers such as 4004-1234 are dialled the same from everywhere.
    private static bool IsService(ReadOnlySpan<char> national) => national.Length switch
    {
        10 => national is ['8' or '3' or '5' or '9', '0', '0', ..] or ['3', '0', '3', ..],
        9 => national.StartsWith("800"),
        8 => national is ['3' or '4', '0', '0', ..],
        _ => false,
    };
}
