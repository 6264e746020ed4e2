using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.GrainHost.Engine.State;

/// <summary>
/// One state of one activation. Its operations run one after another and never at once: a write yields first, then stores
/// what the state holds when it starts, and a write asked for while another waits is merged into it.
/// </summary>
internal sealed class StateBridge<TState>(Activation activation, string name, IGrainStorage storage) : IPersistentState<TState>
{
    private GrainState<TState>? _state;
    private Operation? _last;
    private bool _isRead;

    private enum Kind
    {
        Read,
        Write,
        Clear,
    }

    public TState State
    {
        get
        {
            ThrowIfOutside();
            return _state is null ? default! : _state.State!;
        }
        set
        {
            ThrowIfOutside();
            Carrier.State = value;
        }
    }

    public string? Etag => _state?.ETag;

    public bool RecordExists => _isRead ? Carrier.RecordExists : throw new InvalidOperationException("State has not yet been loaded");

    private GrainState<TState> Carrier => _state ??= new GrainState<TState>(FreshState.Of<TState>());

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken) => Enqueue(Kind.Read, cancellationToken);

    public Task WriteStateAsync(CancellationToken cancellationToken) => EnqueueOrMerge(Kind.Write, cancellationToken);

    public Task ClearStateAsync(CancellationToken cancellationToken) => EnqueueOrMerge(Kind.Clear, cancellationToken);

    private static void ThrowIfOutside()
    {
        if (Activation.Current is null)
        {
            throw new InvalidOperationException("Grain state is used in a grain's turn only.");
        }
    }

    private Task EnqueueOrMerge(Kind kind, CancellationToken cancellationToken) =>
        !cancellationToken.CanBeCanceled && _last is { IsStarted: false, CanBeCancelled: false } waiting && waiting.Kind == kind
            ? waiting.Completion
            : Enqueue(kind, cancellationToken);

    private Task Enqueue(Kind kind, CancellationToken cancellationToken)
    {
        ThrowIfOutside();
        var operation = new Operation(kind, cancellationToken.CanBeCanceled);
        operation.Completion = Run(operation, _last, cancellationToken);
        _last = operation;
        return operation.Completion;
    }

    private async Task Run(Operation operation, Operation? before, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            if (before is not null)
            {
                await before.Completion.ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
            operation.IsStarted = true;
            if (before is { Completion.IsCompletedSuccessfully: true } && MakesNeedless(before.Kind, operation.Kind))
            {
                _isRead = true;
                return;
            }
            await Perform(operation.Kind, cancellationToken);
        }
        finally
        {
            if (_last == operation)
            {
                _last = null;
            }
        }
    }

    /// <summary>After any success the state in memory is the stored one; clearing twice is clearing once.</summary>
    private static bool MakesNeedless(Kind before, Kind next) => next == Kind.Read || (next == Kind.Clear && before == Kind.Clear);

    private async Task Perform(Kind kind, CancellationToken cancellationToken)
    {
        try
        {
            var id = activation.GrainId;
            await (kind switch
            {
                Kind.Read => storage.ReadStateAsync(name, id, Carrier, cancellationToken),
                Kind.Write => storage.WriteStateAsync(name, id, Carrier, cancellationToken),
                _ => storage.ClearStateAsync(name, id, Carrier, cancellationToken),
            });
            _isRead |= kind == Kind.Read;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            var provider = storage.GetType().Name;
            EngineLog.StorageFailed(activation.Engine.Log, exception, provider, kind.ToString(), name, activation.GrainId);
            if (exception is OrleansException)
            {
                throw;
            }
            throw new OrleansException(
                $"Error from storage provider {provider}.{name} during {kind} for grain {activation.GrainId}: {exception.Message}",
                exception);
        }
    }

    private sealed class Operation(Kind kind, bool canBeCancelled)
    {
        public Kind Kind { get; } = kind;

        public bool CanBeCancelled { get; } = canBeCancelled;

        public bool IsStarted { get; set; }

        public Task Completion { get; set; } = Task.CompletedTask;
    }
}
