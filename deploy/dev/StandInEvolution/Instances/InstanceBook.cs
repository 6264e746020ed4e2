using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Platform.StandIn.Instances;

/// <summary>The instances of the server.</summary>
public sealed class InstanceBook(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Instance> _instances = new(StringComparer.Ordinal);

    /// <summary>An instance came, went, or has another webhook.</summary>
    public event Action? Changed;

    /// <summary>All of them.</summary>
    public ImmutableArray<Instance> All => [.. _instances.Values.OrderBy(instance => instance.Name, StringComparer.Ordinal)];

    /// <summary>The instance of that name, or <c>null</c>.</summary>
    public Instance? Find(string name) => _instances.GetValueOrDefault(name);

    /// <summary>Adds a connected instance, or <c>null</c> when the name is in use.</summary>
    public Instance? Add(string name, string ownNumber, WebhookSettings webhook) => Add(name, ownNumber, webhook, "open");

    /// <summary>Adds an instance that an earlier server had, with the key that opens it.</summary>
    public Instance? Restore(string name, string ownJid, string token, WebhookSettings webhook) =>
        Add(new Instance(name, ownJid, clock, NoteChange) { Token = token, Webhook = webhook });

    internal Instance? Add(string name, string ownNumber, WebhookSettings webhook, string state)
    {
        return Add(new Instance(name, ownNumber, clock, NoteChange) { Webhook = webhook, State = state });
    }

    internal bool Remove(string name)
    {
        var removed = _instances.TryRemove(name, out _);
        NoteChange();
        return removed;
    }

    private Instance? Add(Instance instance)
    {
        if (!_instances.TryAdd(instance.Name, instance)) { return null; }
        NoteChange();
        return instance;
    }

    private void NoteChange() => Changed?.Invoke();
}
