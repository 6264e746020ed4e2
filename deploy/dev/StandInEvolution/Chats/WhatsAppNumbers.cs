namespace Platform.StandIn.Chats;

/// <summary>
/// How Evolution makes addresses of numbers (its <c>createJid</c>), with the form that WhatsApp keeps for older Brazilian accounts.
/// </summary>
internal static class WhatsAppNumbers
{
    private const string Server = "@s.whatsapp.net";

    /// <summary>The address; text that is one already stays as it is.</summary>
    internal static string JidOf(string number)
    {
        if (number.Contains('@', StringComparison.Ordinal))
        {
            return number;
        }

        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        return WithoutNewerDigit(digits) + Server;
    }

    /// <summary>The linked id that this stand-in invents for a number, always the same.</summary>
    internal static string LidOf(string jid)
    {
        var hash = jid.Aggregate(14_695_981_039_346_656_037UL, (sum, c) => (sum ^ c) * 1_099_511_628_211UL);
        return $"{100_000_000_000_000 + (hash % 100_000_000_000_000)}@lid";
    }

    private static string WithoutNewerDigit(string digits) => digits switch
    {
        // Accounts of area codes from 31 up that are older than the ninth digit are known without it.
        ['5', '5', >= '3', >= '1', '9', >= '7', ..] when digits.Length == 13 => digits[..4] + digits[5..],
        ['5', '2', '1', ..] when digits.Length == 13 => digits,
        ['5', '2', ..] when digits.Length == 12 => $"521{digits[2..]}",
        ['5', '4', '9', ..] when digits.Length == 13 => digits,
        ['5', '4', ..] when digits.Length == 12 => $"549{digits[2..]}",
        _ => digits,
    };
}
