using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Turns;

namespace Platform.Tests.People;

/// <summary>Sees every audit entry that was made durable, by itself or with a turn.</summary>
internal sealed class WatchedAudit
{
    private readonly ConcurrentQueue<AuditEntry> _entries = [];

    internal AuditEntry[] Of(string action) => [.. _entries.Where(entry => entry.Action == action)];

    internal void Watch(IServiceCollection services)
    {
        Wrap<IAuditLog>(services, inner => new Log(this, inner));
        Wrap<ITurnStore>(services, inner => new Turns(this, inner));
    }

    internal static void Wrap<T>(IServiceCollection services, Func<T, T> wrap) where T : class
    {
        var registered = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(registered);
        services.AddSingleton(provider => wrap((T)(registered.ImplementationInstance
            ?? registered.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!))));
    }

    private sealed class Log(WatchedAudit seen, IAuditLog inner) : IAuditLog
    {
        public async Task Append(AuditEntry entry, CancellationToken cancellationToken)
        {
            await inner.Append(entry, cancellationToken);
            seen._entries.Enqueue(entry);
        }

        public async Task AppendRefusal(AuditEntry entry, CancellationToken cancellationToken)
        {
            await inner.AppendRefusal(entry, cancellationToken);
            seen._entries.Enqueue(entry);
        }
    }

    private sealed class Turns(WatchedAudit seen, ITurnStore inner) : ITurnStore
    {
        public Task<StoredState?> Load(StateAddress address, CancellationToken cancellationToken) => inner.Load(address, cancellationToken);

        public async Task<CommitOutcome> Commit(Turn turn, CancellationToken cancellationToken)
        {
            var outcome = await inner.Commit(turn, cancellationToken);
            if (outcome is CommitOutcome.Committed)
            {
                foreach (var audit in turn.Records.OfType<TurnRecord.Audit>())
                {
                    seen._entries.Enqueue(new AuditEntry(
                        turn.Tenant, audit.Action, audit.Actor, audit.Detail, audit.Address, audit.Before, audit.After));
                }
            }
            return outcome;
        }
    }
}
