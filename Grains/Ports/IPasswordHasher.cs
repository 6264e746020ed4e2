namespace Platform.People;

/// <summary>
/// Hashes passwords, slowly and on threads of its own: however many sign in at once, grains go on working. What does not fit into its queue
/// is refused with <see cref="SignInBusyException"/>.
/// </summary>
public interface IPasswordHasher
{
    /// <summary>The salted hash of a new password.</summary>
    Task<string> Hash(string password, CancellationToken cancellationToken);

    /// <summary>Whether the password is the one hashed. Without a hash the answer is "wrong", after the same work.</summary>
    Task<PasswordVerdict> Verify(string? hash, string password, CancellationToken cancellationToken);
}

/// <summary>What a comparison with a hash showed.</summary>
public enum PasswordVerdict
{
    /// <summary>Another password.</summary>
    Wrong,

    /// <summary>The same.</summary>
    Right,

    /// <summary>The same; the hash was made with less work than is usual now and should be replaced.</summary>
    RightAndOutdated,
}
