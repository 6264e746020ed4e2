using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.People;

namespace Platform.Tests.People;

/// <summary>Counts what is hashed and compared, and does it with as little work as tests can wait for.</summary>
internal sealed class CountedHasher
{
    private volatile IPasswordHasher? _instead = new IdentityPasswordHasher(Options.Create(new PasswordOptions { Iterations = 1_000 }));

    /// <summary>What passwords were compared with; <c>null</c> where nobody has the address.</summary>
    internal ConcurrentQueue<string?> Compared { get; } = [];

    /// <summary>How many were hashed.</summary>
    internal int Hashed;

    /// <summary>Uses another hasher from here on.</summary>
    internal void Use(IPasswordHasher instead) => _instead = instead;

    /// <summary>Hashes as the front is configured to.</summary>
    internal void UseConfigured() => _instead = null;

    internal void Watch(IServiceCollection services) => WatchedAudit.Wrap<IPasswordHasher>(services, inner => new Counting(this, inner));

    private sealed class Counting(CountedHasher seen, IPasswordHasher inner) : IPasswordHasher
    {
        public Task<string> Hash(string password, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref seen.Hashed);
            return (seen._instead ?? inner).Hash(password, cancellationToken);
        }

        public Task<PasswordVerdict> Verify(string? hash, string password, CancellationToken cancellationToken)
        {
            seen.Compared.Enqueue(hash);
            return (seen._instead ?? inner).Verify(hash, password, cancellationToken);
        }
    }
}
