using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Platform.Tenancy;

namespace Platform.Turns;

/// <summary>
/// The state of a tenant's grain, which changes only by committed turns: memory never runs ahead of the store. The tenant is the key's, and
/// there is no other way to name one.
/// </summary>
/// <param name="grain">Whose state it is.</param>
/// <param name="turns">The store.</param>
/// <param name="json">How the state is written.</param>
/// <param name="empty">The state of a grain that never committed.</param>
internal sealed class DurableState<TState>(IGrainBase grain, ITurnStore turns, JsonTypeInfo<TState> json, TState empty) where TState : class
{
    private long _version;

    /// <summary>The owner of the grain.</summary>
    internal TenantId Tenant { get; private set; }

    /// <summary>The key within the tenant; empty for the tenant itself.</summary>
    internal string Key { get; private set; } = "";

    /// <summary>Whether it never committed any state, or what it had was erased.</summary>
    internal bool IsNew => _version == 0;

    /// <summary>The committed state.</summary>
    internal TState State { get; private set; } = empty;

    private StateAddress Address => new(Tenant, grain.GrainContext.GrainId.Type.ToString()!, Key);

    /// <summary>Reads what stands. Once, when the grain is activated.</summary>
    internal async Task Load(CancellationToken cancellationToken)
    {
        Tenant = new TenantId(grain.GrainContext.GrainId.GetGuidKey(out var key));
        Key = key ?? "";
        if (await turns.Load(Address, cancellationToken) is { } stored)
        {
            State = JsonSerializer.Deserialize(stored.Json.Span, json)
                ?? throw new InvalidOperationException($"The stored state of a {Address.GrainType} is null.");
            _version = stored.Version;
        }
    }

    /// <summary>
    /// Commits <paramref name="next"/> with what <paramref name="turn"/> adds. <c>false</c> when the delivery was seen before; then nothing
    /// changed.
    /// </summary>
    /// <exception cref="StoreUnavailableException">
    /// Not known to be committed: the grain leaves memory, and the next call reads what really stands.
    /// </exception>
    internal async Task<bool> Commit(TState next, Turn turn)
    {
        var state = new StateChange(Address, _version, JsonSerializer.SerializeToUtf8Bytes(next, json));
        try
        {
            // A caller that gives up must not leave the grain in doubt: the commit itself is bounded by the store.
            switch (await turns.Commit(turn with { State = state }, CancellationToken.None))
            {
                case CommitOutcome.Committed committed:
                    (State, _version) = (next, committed.Version);
                    return true;
                case CommitOutcome.Duplicate:
                    return false;
                case CommitOutcome.VersionConflict:
                    throw new StoreUnavailableException($"Another activation wrote the {Address.GrainType}; the next call sees its state.");
                case var other:
                    throw new InvalidOperationException($"Commit outcome {other.GetType().Name} is not handled.");
            }
        }
        catch (StoreUnavailableException)
        {
            grain.DeactivateOnIdle();
            throw;
        }
    }
}
