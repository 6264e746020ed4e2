using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A state injected into a grain's constructor and read before <c>OnActivateAsync</c>.</summary>
public interface IPersistentState<TState> : IStorage<TState>;

/// <summary>Names the state of a constructor parameter and, if it is not the default one, its storage.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
{
    public string StateName { get; } = stateName;

    public string? StorageName { get; } = storageName;
}
