using System.Threading.Channels;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Platform.People;

/// <summary>
/// ASP.NET Core's hasher on threads of its own, below the others in priority: a flood of sign-ins makes sign-ins slow and nothing else.
/// </summary>
internal sealed class IdentityPasswordHasher : IPasswordHasher, IDisposable
{
    private static readonly object Nobody = new();

    private readonly PasswordHasher<object> _hasher;
    private readonly Channel<Action> _work;
    private readonly string _nobodysHash;

    public IdentityPasswordHasher(IOptions<PasswordOptions> options)
    {
        _hasher = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = options.Value.Iterations }));
        _work = Channel.CreateBounded<Action>(options.Value.QueueMax);
        for (var index = 0; index < options.Value.Workers; index++)
        {
            new Thread(Work) { IsBackground = true, Name = $"passwords-{index}", Priority = ThreadPriority.BelowNormal }.Start();
        }

        // Compared with when nobody has the address, so that the time an answer takes does not tell.
        _nobodysHash = _hasher.HashPassword(Nobody, Guid.Empty.ToString());
    }

    /// <inheritdoc />
    public Task<string> Hash(string password, CancellationToken cancellationToken) =>
        OnWorker(() => _hasher.HashPassword(Nobody, password), cancellationToken);

    /// <inheritdoc />
    public Task<PasswordVerdict> Verify(string? hash, string password, CancellationToken cancellationToken) =>
        OnWorker(() => Compare(hash, password), cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _work.Writer.TryComplete();

    private PasswordVerdict Compare(string? hash, string password)
    {
        var result = _hasher.VerifyHashedPassword(Nobody, hash ?? _nobodysHash, password);
        return hash is null ? PasswordVerdict.Wrong : result switch
        {
            PasswordVerificationResult.Failed => PasswordVerdict.Wrong,
            PasswordVerificationResult.Success => PasswordVerdict.Right,
            PasswordVerificationResult.SuccessRehashNeeded => PasswordVerdict.RightAndOutdated,
            _ => throw new InvalidOperationException($"The hasher's result {result} is not handled."),
        };
    }

    private async Task<T> OnWorker<T>(Func<T> compute, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_work.Writer.TryWrite(Run)) { throw new SignInBusyException("Too many passwords wait to be checked."); }
        return await done.Task;

        void Run()
        {
            if (cancellationToken.IsCancellationRequested) { done.SetCanceled(cancellationToken); }
            else
            {
                try { done.SetResult(compute()); }
                catch (Exception failure) { done.SetException(failure); }
            }
        }
    }

    private void Work()
    {
        // Blocking is what these threads are for.
        while (_work.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_work.Reader.TryRead(out var work)) { work(); }
        }
    }
}
