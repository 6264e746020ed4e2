using System.Runtime.CompilerServices;

namespace Platform.StandIn.Chats;

/// <summary>The chat of one customer with one instance.</summary>
public sealed class Chat(string jid, TimeProvider clock)
{
    // A person tries a few hundred messages; a load test reads counts and ids of recent ones only.
    private const int EventsMax = 10_000;

    private readonly Lock _lock = new();
    private readonly List<ChatEvent> _events = [];
    private TaskCompletionSource _changed = NewSignal();
    private long _sequence;

    /// <summary>The customer's address, as WhatsApp writes it.</summary>
    public string Jid => jid;

    /// <summary>What happened so far, oldest first, at most 10,000 events.</summary>
    public IReadOnlyList<ChatEvent> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>The number of the last event, 0 before any.</summary>
    public long LastSequence
    {
        get
        {
            lock (_lock)
            {
                return _sequence;
            }
        }
    }

    /// <summary>The texts that the company sent through the API, in order, each once per send.</summary>
    public IReadOnlyList<string> Replies =>
        [.. Events.Where(e => e is { Author: Author.Company, Ticks: Ticks.Pending }).Select(e => e.Text)];

    /// <summary>What happens after the event <paramref name="after"/>, as it happens, until cancelled.</summary>
    public async IAsyncEnumerable<ChatEvent> Watch(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var (news, changed) = Since(after);
            foreach (var happened in news)
            {
                yield return happened;
                after = happened.Sequence;
            }
            if (news.Count == 0)
            {
                await changed.WaitAsync(cancellationToken);
            }
        }
    }

    internal void Add(string messageId, Author author, string text, Ticks ticks)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _events.Add(new ChatEvent(++_sequence, messageId, author, text, ticks, clock.GetUtcNow()));
            if (_events.Count > EventsMax)
            {
                _events.RemoveAt(0);
            }
            changed = _changed;
            _changed = NewSignal();
        }
        changed.SetResult();
    }

    private (IReadOnlyList<ChatEvent> News, Task Changed) Since(long after)
    {
        lock (_lock)
        {
            return ([.. _events.Where(e => e.Sequence > after)], _changed.Task);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
