using Platform.Turns;

namespace Platform.Storage;

/// <summary>A change that waits for the next transaction.</summary>
internal abstract class StoreWrite
{
    /// <summary>Whose data it is; empty when no tenant's.</summary>
    public abstract Guid TenantKey { get; }

    /// <summary>Whether it belongs to the registry, which is written in the installation's database wherever the tenant's data is.</summary>
    public virtual bool IsRegistry => false;

    /// <summary>Whether the database refused it because the tenant's data is not written there; nothing of it was written.</summary>
    public bool IsElsewhere { get; set; }

    /// <summary>Roughly what it adds to a transaction, in bytes.</summary>
    public abstract int Bytes { get; }

    /// <summary>Which writes must not share a statement with it: those with a key in common.</summary>
    public abstract void AddKeys(ICollection<WriteKey> keys);

    /// <summary>Lets the caller know the result; called once the transaction is durable.</summary>
    public abstract void Publish();

    /// <summary>Lets the caller know that it failed.</summary>
    public abstract void Fail(Exception failure);
}

/// <summary>What one statement over many rows may touch once only.</summary>
internal readonly record struct WriteKey(Guid Tenant, char Kind, string Text, Guid Id = default);

/// <summary>A change with a result.</summary>
internal abstract class StoreWrite<TResult> : StoreWrite
{
    // The caller's continuation must not run on the writer.
    private readonly TaskCompletionSource<TResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the write is durable or has failed.</summary>
    public Task<TResult> Completion => _completion.Task;

    /// <summary>The result as the current transaction has it; final when the transaction commits.</summary>
    public TResult? Result { get; set; }

    public override void Publish()
    {
        if (IsElsewhere) { _completion.TrySetException(new ElsewhereException()); }
        else { _completion.TrySetResult(Result!); }
    }

    public override void Fail(Exception failure) => _completion.TrySetException(failure);
}

/// <summary>What writes fail with.</summary>
internal static class WriteFailures
{
    /// <summary>Says that nobody knows whether the write happened.</summary>
    public static StoreUnavailableException Unknown(Exception cause) =>
        new("The database failed during the commit; whether it was committed is unknown.", cause);

    /// <summary>Says that nothing was written.</summary>
    public static StoreUnavailableException NotWritten(Exception cause) =>
        new("The database cannot be reached; nothing was written.", cause);

    /// <summary>Says that the database refused this write, and would again: a bug of the caller.</summary>
    public static InvalidOperationException Refused(string code, Exception cause) =>
        new($"The database refused this write ({code}); nothing of it was written.", cause);
}
