namespace Orleans.GrainHost.Engine;

/// <summary>
/// Work that runs one piece at a time, in order. It is the scheduler of its own tasks, so that an <c>await</c> comes back
/// to it. One object is scheduler, queue and pool item at once, since there is one for each activation.
/// </summary>
internal abstract class WorkGroup(RunQueue runQueue) : TaskScheduler, IThreadPoolWorkItem
{
    /// <summary>Pieces run before other groups get the thread: enough to make the switch cheap, few enough to be fair.</summary>
    private const int PiecesPerSliceMax = 64;

    /// <summary>Groups that may run on one stack: calls that call have an end well before the stack has.</summary>
    private const int NestedMax = 8;

    /// <summary>Stands in the queue for a call of <see cref="RunMarked"/>.</summary>
    private static readonly object Mark = new();

    private static ExecutionContext? _cleanFlow;

    [ThreadStatic] private static WorkGroup? _current;
    [ThreadStatic] private static bool _inliningForbidden;
    [ThreadStatic] private static int _nested;

    private object? _work;
    private bool _isScheduled;
    private bool _isDiscarded;

    /// <summary>The group whose work runs on this thread, if any.</summary>
    public static WorkGroup? Running => _current;

    public RunQueue RunQueue { get; } = runQueue;

    public override int MaximumConcurrencyLevel => 1;

    public static Guid NewGuid() => (_current?.RunQueue ?? ThreadPoolQueue.Instance).NewGuid();

    /// <summary>Resolves a promise without running what waits for it on this stack.</summary>
    public static void WithoutInlining<TState>(TState state, Action<TState> resolve)
    {
        var before = _inliningForbidden;
        _inliningForbidden = true;
        try
        {
            resolve(state);
        }
        finally
        {
            _inliningForbidden = before;
        }
    }

    /// <summary>Forgets all work, present and future: nothing of this group ever runs again.</summary>
    public void Discard()
    {
        lock (this)
        {
            _isDiscarded = true;
            _work = null;
        }
    }

    /// <summary>Runs up to a slice of the work.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        for (var i = 0; i < PiecesPerSliceMax; i++)
        {
            if (!RunOne())
            {
                return;
            }
        }
        RunQueue.Add(this);
    }

    /// <summary>Runs one piece. False when nothing is left; the group is then out of the queue.</summary>
    public bool RunOne()
    {
        _cleanFlow ??= ExecutionContext.Capture()!;
        if (Take() is { } piece)
        {
            Run(piece);
        }
        lock (this)
        {
            return _isScheduled = _work is not null;
        }
    }

    /// <summary>Leaves no async local of the code that ran before.</summary>
    protected static void ClearFlow() => ExecutionContext.Restore(_cleanFlow!);

    /// <summary>Asks for a call of <see cref="RunMarked"/> in this group's turn.</summary>
    protected void QueueMark() => Queue(Mark);

    /// <summary>
    /// Under the lock: takes a group without work for the caller's thread, which has to go on to <see cref="RunHere"/>. Waking another
    /// thread costs more than what a short call does there.
    /// </summary>
    protected bool TryTakeHere()
    {
        if (_isScheduled || _isDiscarded || _nested == NestedMax || RunQueue.IsDeterministic
            || SynchronizationContext.Current is not null || ExecutionContext.IsFlowSuppressed())
        {
            return false;
        }
        _work = Mark;
        return _isScheduled = true;
    }

    /// <summary>Calls <see cref="RunMarked"/> on the caller's thread, as a turn of this group. What comes meanwhile goes to the queue.</summary>
    protected void RunHere()
    {
        var flow = ExecutionContext.Capture()!;
        _nested++;
        try
        {
            if (RunOne())
            {
                RunQueue.Add(this);
            }
        }
        finally
        {
            _nested--;
            ExecutionContext.Restore(flow);
        }
    }

    protected virtual void RunMarked()
    {
    }

    protected sealed override void QueueTask(Task task) => Queue(task);

    protected sealed override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        _current == this && !taskWasPreviouslyQueued && !_inliningForbidden && !_isDiscarded && TryExecuteTask(task);

    protected sealed override IEnumerable<Task> GetScheduledTasks()
    {
        lock (this)
        {
            return _work switch
            {
                Task task => [task],
                Queue<object> queue => queue.OfType<Task>().ToArray(),
                _ => [],
            };
        }
    }

    private void Run(object piece)
    {
        var before = _current;
        _current = this;
        ClearFlow();
        try
        {
            if (piece is Task task)
            {
                TryExecuteTask(task);
            }
            else
            {
                // Code started from here must find this scheduler as the current one, which only a task can tell it.
                new Task(static group => ((WorkGroup)group!).RunMarked(), this).RunSynchronously(this);
            }
        }
        finally
        {
            ClearFlow();
            _current = before;
        }
    }

    private void Queue(object piece)
    {
        if (RunQueue.IsDeterministic)
        {
            RunQueue.OnQueued(this);
        }
        lock (this)
        {
            if (_isDiscarded)
            {
                return;
            }
            Push(piece);
            if (_isScheduled)
            {
                return;
            }
            _isScheduled = true;
        }
        RunQueue.Add(this);
    }

    private void Push(object piece)
    {
        switch (_work)
        {
            case null:
                _work = piece;
                break;
            case Queue<object> queue:
                queue.Enqueue(piece);
                break;
            case var first:
                _work = new Queue<object>([first, piece]);
                break;
        }
    }

    private object? Take()
    {
        lock (this)
        {
            if (_work is not Queue<object> queue)
            {
                var piece = _work;
                _work = null;
                return piece;
            }
            var next = queue.Dequeue();
            if (queue.Count == 0)
            {
                // An idle group must not hold on to an empty list.
                _work = null;
            }
            return next;
        }
    }
}
