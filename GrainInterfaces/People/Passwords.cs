namespace Platform.People;

/// <summary>A person replaces the password.</summary>
/// <param name="Current">The password until now.</param>
/// <param name="Next">The one from here on.</param>
/// <param name="Session">The session that stays open.</param>
[GenerateSerializer, Immutable, Alias("password-change")]
public sealed record PasswordChange(string Current, string Next, Guid Session)
{
    /// <summary>Leaves the passwords out.</summary>
    public override string ToString() => "PasswordChange";
}

/// <summary>A person sets the password by a link.</summary>
/// <param name="Token">The link's token.</param>
/// <param name="Purpose">What the link must be for.</param>
/// <param name="Password">The password from here on.</param>
/// <param name="Address">Where it is used from.</param>
[GenerateSerializer, Immutable, Alias("link-use")]
public sealed record LinkUse(string Token, LinkPurpose Purpose, string Password, string? Address)
{
    /// <summary>Leaves the secrets out.</summary>
    public override string ToString() => $"LinkUse {{ Purpose = {Purpose} }}";
}

/// <summary>What became of a new password.</summary>
[GenerateSerializer, Alias("password-outcome")]
public enum PasswordOutcome
{
    /// <summary>It is set.</summary>
    Done,

    /// <summary>The link or the current password is not good, or no longer.</summary>
    Refused,

    /// <summary>The new password is too easy to guess; the link or the old password still fits.</summary>
    Weak,

    /// <summary>Too many attempts were wrong; this one was not looked at.</summary>
    TooMany,
}
