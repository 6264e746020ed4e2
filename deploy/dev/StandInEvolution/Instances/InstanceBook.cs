using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Platform.StandIn.Instances;

/// <summary>The instances of the server.</summary>
public sealed class InstanceBook(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Instance> _instances = new(StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public ImmutableArray<Instance> All => [.. _instances.Values.OrderBy(instance => instance.Name, StringComparer.Ordinal)];

    /// <summary>The instance of that name, or <c>null</c>.</summary>
    public Instance? Find(string name) => _instances.GetValueOrDefault(name);

    /// <summary>Adds a connected instance, or <c>null</c> when the name is in use.</summary>
    public Instance? Add(string name, string ownNumber, WebhookSettings webhook) => Add(name, ownNumber, webhook, "open");

    internal Instance? Add(string name, string ownNumber, WebhookSettings webhook, string state)
    {
        var instance = new Instance(name, ownNumber, clock) { Webhook = webhook, State = state };
        return _instances.TryAdd(name, instance) ? instance : null;
    }

    internal bool Remove(string name) => _instances.TryRemove(name, out _);
}
