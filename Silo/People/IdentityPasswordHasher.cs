using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Platform.People;

/// <summary>ASP.NET Core's hasher on <see cref="HashingThreads"/>: a flood of sign-ins makes sign-ins slow and nothing else.</summary>
internal sealed class IdentityPasswordHasher : IPasswordHasher, IDisposable
{
    private static readonly object Nobody = new();

    private readonly PasswordHasher<object> _hasher;
    private readonly HashingThreads _threads;

    public IdentityPasswordHasher(IOptions<PasswordOptions> options)
    {
        _hasher = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = options.Value.Iterations }));
        _threads = new HashingThreads(options.Value.Workers, options.Value.QueueMax);
        NobodysHash = _hasher.HashPassword(Nobody, Guid.Empty.ToString());
    }

    /// <summary>Compared with when nobody has the address, so that the time an answer takes does not tell.</summary>
    internal string NobodysHash { get; }

    /// <inheritdoc />
    public Task<string> Hash(string password, CancellationToken cancellationToken) =>
        _threads.Run(() => _hasher.HashPassword(Nobody, password), cancellationToken);

    /// <inheritdoc />
    public Task<PasswordVerdict> Verify(string? hash, string password, CancellationToken cancellationToken) =>
        _threads.Run(() => Compare(hash, password), cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _threads.Dispose();

    private PasswordVerdict Compare(string? hash, string password)
    {
        var result = _hasher.VerifyHashedPassword(Nobody, hash ?? NobodysHash, password);
        return hash is null ? PasswordVerdict.Wrong : result switch
        {
            PasswordVerificationResult.Failed => PasswordVerdict.Wrong,
            PasswordVerificationResult.Success => PasswordVerdict.Right,
            PasswordVerificationResult.SuccessRehashNeeded => PasswordVerdict.RightAndOutdated,
            _ => throw new InvalidOperationException($"The hasher's result {result} is not handled."),
        };
    }
}
