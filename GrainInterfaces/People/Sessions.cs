namespace Platform.People;

/// <summary>What a session's secret was found to be.</summary>
/// <param name="Standing">Whether it opens the session.</param>
/// <param name="As">Who acts in it.</param>
[GenerateSerializer, Immutable, Alias("session-check")]
public sealed record SessionCheck(SessionStanding Standing, SignedInAs As);

/// <summary>Whether a secret opens its session.</summary>
[GenerateSerializer, Alias("session-standing")]
public enum SessionStanding
{
    /// <summary>It does.</summary>
    Open,

    /// <summary>It does, and the session wants to be renewed.</summary>
    Due,

    /// <summary>It did once, before the session's owner went on with another: somebody copied it.</summary>
    Reused,
}

/// <summary>A session in use.</summary>
/// <param name="SecretHash">SHA-256 of the secret shown.</param>
/// <param name="NewSecretHash">SHA-256 of the one that may take its place.</param>
/// <param name="Address">The network address.</param>
[GenerateSerializer, Immutable, Alias("session-renewal")]
public sealed record SessionRenewal(byte[] SecretHash, byte[] NewSecretHash, string Address);

/// <summary>An open session, as its owner sees it.</summary>
/// <param name="Id">The session.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="SeenAt">When it was last seen in use, to a few minutes.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="Address">The network address that it was last used from.</param>
/// <param name="Device">What the caller said it is.</param>
[GenerateSerializer, Immutable, Alias("session-view")]
public sealed record SessionView(
    Guid Id, SessionKind Kind, DateTimeOffset StartedAt, DateTimeOffset SeenAt, DateTimeOffset ExpiresAt, string Address, string Device);
