using System.Collections.Immutable;

namespace Platform.People;

/// <summary>One person's account as it is stored.</summary>
internal sealed partial record Account
{
    /// <summary>Sessions open at once; the longest unseen one makes room.</summary>
    internal const int SessionsMax = 20;

    /// <summary>Browsers and addresses remembered.</summary>
    internal const int PlacesMax = 20;

    /// <summary>Links that fit at once.</summary>
    internal const int LinksMax = 5;

    /// <summary>The person's name.</summary>
    public required string Name { get; init; }

    /// <summary>What the person may do.</summary>
    public required Role Role { get; init; }

    /// <summary>The password's hash; <c>null</c> until the invitation is accepted.</summary>
    public string? Password { get; init; }

    /// <summary>How often the password was set.</summary>
    public int PasswordVersion { get; init; }

    /// <summary>One-time codes; <c>null</c> where none are asked for.</summary>
    public CodeBook? Codes { get; init; }

    /// <summary>One-time codes that were not confirmed yet.</summary>
    public CodeBook? CodesBegun { get; init; }

    /// <summary>Open sessions.</summary>
    public ImmutableArray<Session> Sessions { get; init; } = [];

    /// <summary>Links that still fit.</summary>
    public ImmutableArray<OpenLink> Links { get; init; } = [];

    /// <summary>Where the person signed in from.</summary>
    public ImmutableArray<KnownPlace> Places { get; init; } = [];

    /// <summary>Wrong attempts.</summary>
    public Throttle Throttle { get; init; } = Throttle.Empty;

    /// <summary>Whether the address is new to the account, which has seen others.</summary>
    internal bool IsNewAddress(string address) => Places.Length > 0 && !Places.Any(place => place.Address == address);

    /// <summary>The account with a session begun from a place that it knows from here on.</summary>
    internal Account Begin(Session session, byte[]? deviceHash, DateTimeOffset now) => this with
    {
        Sessions = [.. Sessions.Where(each => each.IsOpen(now)).OrderBy(each => each.SeenAt).TakeLast(SessionsMax - 1).Append(session)],
        Places = Remember(new KnownPlace(session.Address, deviceHash, now)),
    };

    /// <summary>The account with an address that it knows from here on.</summary>
    internal Account Know(string address, DateTimeOffset now) => this with { Places = Remember(new KnownPlace(address, DeviceHash: null, now)) };

    internal Account Replace(Session session) =>
        this with { Sessions = [.. Sessions.Select(each => each.Id == session.Id ? session : each)] };

    internal Account End(Guid session) => this with { Sessions = [.. Sessions.Where(each => each.Id != session)] };

    internal Account EndAllBut(Guid? session) => this with { Sessions = [.. Sessions.Where(each => each.Id == session)] };

    /// <summary>The account with another password: every link made before is void.</summary>
    internal Account WithPassword(string hash) =>
        this with { Password = hash, PasswordVersion = PasswordVersion + 1, Links = [], Throttle = Throttle.Empty };

    internal Account Open(OpenLink link, DateTimeOffset now) => this with
    {
        Links = [.. Links.Where(each => each.ExpiresAt > now).Append(link).TakeLast(LinksMax)],
    };

    /// <summary>Whether a link still fits.</summary>
    internal bool Fits(LinkGrant link, LinkPurpose purpose, DateTimeOffset now) =>
        link.Purpose == purpose && link.PasswordVersion == PasswordVersion && link.ExpiresAt > now
        && Links.Any(open => open.Id == link.Id && open.Purpose == purpose && open.ExpiresAt > now);

    private ImmutableArray<KnownPlace> Remember(KnownPlace place) =>
    [
        .. Places
            .Where(known => !(known.Address == place.Address && IsSameDevice(known.DeviceHash, place.DeviceHash)))
            .Append(place)
            .TakeLast(PlacesMax),
    ];

    // A program at a browser's address is a place of its own: the browser stays known.
    private static bool IsSameDevice(byte[]? known, byte[]? now) => now is null ? known is null : Hashes.AreEqual(known, now);
}

/// <summary>A link that still fits.</summary>
internal sealed record OpenLink(Guid Id, LinkPurpose Purpose, DateTimeOffset ExpiresAt);
