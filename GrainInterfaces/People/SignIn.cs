namespace Platform.People;

/// <summary>Somebody's attempt to begin a session.</summary>
/// <param name="Password">The password shown.</param>
/// <param name="Code">The one-time or recovery code shown, if any.</param>
/// <param name="Kind">What the session is for.</param>
/// <param name="SecretHash">SHA-256 of the secret that will open the session.</param>
/// <param name="DeviceHash">SHA-256 of what this browser shows at every sign-in, or <c>null</c> where it keeps nothing.</param>
/// <param name="Address">The network address.</param>
/// <param name="Device">What the caller says it is, for lists of sessions.</param>
[GenerateSerializer, Immutable, Alias("sign-in-attempt")]
public sealed record SignInAttempt(
    string Password, string? Code, SessionKind Kind, byte[] SecretHash, byte[]? DeviceHash, string Address, string Device)
{
    /// <summary>Leaves the secrets out.</summary>
    public override string ToString() => $"SignInAttempt {{ Kind = {Kind} }}";
}

/// <summary>What a session is for.</summary>
[GenerateSerializer, Alias("session-kind")]
public enum SessionKind
{
    /// <summary>A browser, with a cookie; ends after a day.</summary>
    Browser,

    /// <summary>An API client, with refresh tokens; ends after 30 days.</summary>
    Api,
}

/// <summary>What became of an attempt.</summary>
/// <param name="Outcome">Whether a session began.</param>
/// <param name="As">Who signed in.</param>
/// <param name="RetryAfter">How long the next attempt must wait.</param>
[GenerateSerializer, Immutable, Alias("sign-in-result")]
public sealed record SignInResult(SignInOutcome Outcome, SignedInAs? As = null, TimeSpan RetryAfter = default);

/// <summary>Whether a session began.</summary>
[GenerateSerializer, Alias("sign-in-outcome")]
public enum SignInOutcome
{
    /// <summary>It began.</summary>
    SignedIn,

    /// <summary>Nobody has the address, or the password or the code is wrong.</summary>
    Refused,

    /// <summary>The password is right; a one-time code is needed as well.</summary>
    CodeNeeded,

    /// <summary>Too many attempts were wrong; this one was not looked at.</summary>
    TooMany,
}

/// <summary>Who acts in a session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="MustEnrol">The company asks for one-time codes and the person has none: nothing else is open until that is done.</param>
/// <param name="HasCodes">The person signs in with one-time codes.</param>
[GenerateSerializer, Immutable, Alias("signed-in-as")]
public sealed record SignedInAs(Guid Session, string Name, Role Role, bool MustEnrol, bool HasCodes);

/// <summary>Nobody can be signed in now: too many passwords are being checked. Trying again later helps.</summary>
[GenerateSerializer, Alias("sign-in-busy")]
public sealed class SignInBusyException : Exception
{
    /// <summary>Made by serializers.</summary>
    public SignInBusyException() { }

    /// <summary>Says what is busy.</summary>
    public SignInBusyException(string message) : base(message) { }

    /// <summary>Says what is busy, with the cause.</summary>
    public SignInBusyException(string message, Exception innerException) : base(message, innerException) { }
}
