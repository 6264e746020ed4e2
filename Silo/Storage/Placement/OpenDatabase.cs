using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>One of <see cref="OpenDatabases"/>, under its lock.</summary>
internal sealed class OpenDatabase
{
    private readonly TaskCompletionSource _unused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isEnding;

    public OpenDatabase(TenantId tenant, DatabaseAddress address, long now, Func<OpenDatabase, Task<DedicatedDatabase>> open)
    {
        (Tenant, Address, Began, LastUsed) = (tenant, address, now, now);
        Opening = new Lazy<Task<DedicatedDatabase>>(() => open(this));
    }

    public TenantId Tenant { get; }

    public DatabaseAddress Address { get; }

    /// <summary>Which opening of the database this is, over all processes.</summary>
    public long Number { get; set; }

    /// <summary>Completes when it can be used.</summary>
    public Lazy<Task<DedicatedDatabase>> Opening { get; }

    public bool HasFailed => Opening is { IsValueCreated: true, Value: { IsCompleted: true, IsCompletedSuccessfully: false } };

    /// <summary>When it was tried to open.</summary>
    public long Began { get; }

    public long LastUsed { get; private set; }

    public int Users { get; private set; }

    /// <summary>Completes when the last user has left. It takes no more users by then.</summary>
    public Task Ended()
    {
        _isEnding = true;
        if (Users == 0) { _unused.TrySetResult(); }
        return _unused.Task;
    }

    public void Enter() => Users++;

    public void Leave(long? now)
    {
        LastUsed = now ?? LastUsed;
        if (--Users == 0 && _isEnding) { _unused.TrySetResult(); }
    }
}
