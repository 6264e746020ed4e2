namespace Platform.StandIn.Faults;

/// <summary>How a send goes wrong.</summary>
public enum FaultKind
{
    /// <summary>400 "Connection Closed"; the message did not leave.</summary>
    ConnectionClosed,

    /// <summary>400 "Connection Closed", although the message left.</summary>
    ConnectionClosedButSent,

    /// <summary>400 "Timed Out"; the message did not leave.</summary>
    TimedOut,

    /// <summary>400: the number has no WhatsApp account.</summary>
    NotOnWhatsApp,

    /// <summary>400: the request does not fit the schema.</summary>
    InvalidRequest,

    /// <summary>401.</summary>
    Unauthorized,

    /// <summary>404: no such instance.</summary>
    InstanceNotFound,

    /// <summary>500.</summary>
    ServerError,

    /// <summary>503 LICENSE_REQUIRED, as versions from 2.4 on.</summary>
    LicenceRequired,

    /// <summary>The message leaves, then the answer breaks off in the middle.</summary>
    CloseMidBody,

    /// <summary>The message leaves, but no answer ever comes.</summary>
    Hang,
}

/// <summary>What goes wrong next. Sends take faults in the order in which they were planned.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly Queue<FaultKind> _planned = new();
    private readonly Queue<FaultKind> _plannedCreations = new();
    private readonly Dictionary<string, FaultKind> _plannedTo = [];
    private readonly Dictionary<string, FaultKind> _lastingTo = [];

    /// <summary>Sends that were made to fail so far.</summary>
    public int Taken { get; private set; }

    /// <summary>The next <paramref name="count"/> sends fail so.</summary>
    public void FailNext(int count, FaultKind kind)
    {
        lock (_lock)
        {
            for (var i = 0; i < count; i++)
            {
                _planned.Enqueue(kind);
            }
        }
    }

    /// <summary>The next send to this number or address fails so, whatever others meet.</summary>
    public void FailNextTo(string number, FaultKind kind)
    {
        lock (_lock)
        {
            _plannedTo[number] = kind;
        }
    }

    /// <summary>Every send to this number or address fails so, until <see cref="ServeTo"/>.</summary>
    public void FailTo(string number, FaultKind kind)
    {
        lock (_lock)
        {
            _lastingTo[number] = kind;
        }
    }

    /// <summary>Sends to this number or address succeed again.</summary>
    public void ServeTo(string number)
    {
        lock (_lock)
        {
            _lastingTo.Remove(number);
        }
    }

    /// <summary>The next <paramref name="count"/> creations of an instance fail so.</summary>
    public void FailNextCreations(int count, FaultKind kind)
    {
        lock (_lock)
        {
            for (var i = 0; i < count; i++) { _plannedCreations.Enqueue(kind); }
        }
    }

    /// <summary>Nothing fails any more.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _planned.Clear();
            _plannedCreations.Clear();
            _plannedTo.Clear();
            _lastingTo.Clear();
        }
    }

    internal FaultKind? TakeCreation()
    {
        lock (_lock)
        {
            return _plannedCreations.TryDequeue(out var kind) ? kind : null;
        }
    }

    internal FaultKind? Take(string? number)
    {
        lock (_lock)
        {
            FaultKind kind = default;
            var isForNumber = number is not null && (_plannedTo.Remove(number, out kind) || _lastingTo.TryGetValue(number, out kind));
            if (!isForNumber && !_planned.TryDequeue(out kind))
            {
                return null;
            }
            Taken++;
            return kind;
        }
    }
}
