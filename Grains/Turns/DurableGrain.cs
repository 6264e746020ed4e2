using System.Text.Json.Serialization.Metadata;
using Platform.Tenancy;

namespace Platform.Turns;

/// <summary>A tenant's grain that has nothing but its <see cref="DurableState{TState}"/>.</summary>
internal abstract class DurableGrain<TState> : Grain where TState : class
{
    private readonly DurableState<TState> _durable;

    /// <param name="turns">The store.</param>
    /// <param name="json">How the state is written.</param>
    /// <param name="empty">The state of a grain that never committed.</param>
    protected DurableGrain(ITurnStore turns, JsonTypeInfo<TState> json, TState empty) =>
        _durable = new DurableState<TState>(this, turns, json, empty);

    /// <summary>The owner of this grain.</summary>
    protected TenantId Tenant => _durable.Tenant;

    /// <summary>The key within the tenant; empty for the tenant itself.</summary>
    protected string Key => _durable.Key;

    /// <summary>Whether it never committed any state, or what it had was erased.</summary>
    protected bool IsNew => _durable.IsNew;

    /// <summary>The committed state.</summary>
    protected TState State => _durable.State;

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken) => _durable.Load(cancellationToken);

    /// <inheritdoc cref="DurableState{TState}.Commit" />
    protected Task<bool> Commit(TState next, Turn turn) => _durable.Commit(next, turn);
}
