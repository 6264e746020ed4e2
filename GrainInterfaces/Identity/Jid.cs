using System.Diagnostics.CodeAnalysis;

namespace Platform.Identity;

/// <summary>A WhatsApp address, <c>user@server</c>. A closed set; addresses of other servers are not read.</summary>
public abstract record Jid
{
    // The longest seen are groups of old: a number, a dash and a time, under 40 characters.
    private const int LengthMax = 100;

    private Jid() { }

    /// <summary>A person known by number (<c>@s.whatsapp.net</c>, <c>@c.us</c>).</summary>
    public sealed record Phone(PhoneNumber Number) : Jid;

    /// <summary>A person whom WhatsApp shows under a linked id, which is never a telephone number (<c>@lid</c>).</summary>
    public sealed record Lid(PeerKey Identity) : Jid;

    /// <summary>A group (<c>@g.us</c>).</summary>
    public sealed record Group : Jid;

    /// <summary>A broadcast list or the status feed (<c>@broadcast</c>).</summary>
    public sealed record Broadcast : Jid;

    /// <summary>A newsletter channel (<c>@newsletter</c>).</summary>
    public sealed record Newsletter : Jid;

    /// <summary>
    /// Reads an address, without the agent (<c>_1</c>) and device (<c>:12</c>) that may follow the user; <c>false</c> on any other text.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? s, [NotNullWhen(true)] out Jid? jid)
    {
        jid = null;
        if (s is not { Length: > 0 and <= LengthMax } || s.IndexOf('@', StringComparison.Ordinal) is not (> 0 and var at))
        {
            return false;
        }

        jid = Read(UserOf(s.AsSpan(0, at)), s.AsSpan(at + 1));
        return jid is not null;
    }

    private static Jid? Read(ReadOnlySpan<char> user, ReadOnlySpan<char> server) => server switch
    {
        "s.whatsapp.net" or "c.us" or "hosted" => PhoneOf(user),
        "lid" or "hosted.lid" => LidOf(user),
        "g.us" => new Group(),
        "broadcast" => new Broadcast(),
        "newsletter" => new Newsletter(),
        _ => null,
    };

    private static Phone? PhoneOf(ReadOnlySpan<char> user) =>
        IsDigits(user) && PhoneNumbers.TryReadInternational(user, out var number) ? new Phone(number) : null;

    private static Lid? LidOf(ReadOnlySpan<char> user) =>
        IsDigits(user) && PeerKey.TryParse($"lid-{user}", out var key) ? new Lid(key) : null;

    private static bool IsDigits(ReadOnlySpan<char> user) => !user.IsEmpty && !user.ContainsAnyExceptInRange('0', '9');

    private static ReadOnlySpan<char> UserOf(ReadOnlySpan<char> user) =>
        user.IndexOfAny(':', '_') is >= 0 and var end ? user[..end] : user;
}
