using Orleans.GrainHost.Engine;
using Orleans.Hosting;

namespace Orleans.GrainHost;

/// <summary>
/// A world in which one thread runs everything, in an order drawn from a seed and on a clock of its own. The same code and
/// the same seed give the same run, step for step. Hosts of grains are started in it and may crash in it; the clock, the
/// random source and all that the test keeps live on.
/// <para>
/// What leaves the world is not repeatable, and fails the run where it comes back: <c>Task.Run</c>, delays without
/// <see cref="Clock"/>, input and output, <c>ConfigureAwait(false)</c>, <c>SemaphoreSlim.WaitAsync</c> with a token, and a
/// <c>TaskCompletionSource</c> made with <c>RunContinuationsAsynchronously</c> that is awaited through <c>Task.WhenAll</c>,
/// <c>WhenAny</c> or <c>WaitAsync</c>. Effects are therefore faked at the application's own ports.
/// </para>
/// </summary>
public sealed class SimulatedWorld : IDisposable
{
    private readonly SimulatedQueue _queue;
    private readonly SimulatedWorldOptions _options;
    private readonly Thread _thread;
    private readonly Lock _turnLock = new();
    private readonly SemaphoreSlim _asked = new(0);
    private readonly SemaphoreSlim _done = new(0);
    private Action? _errand;
    private Exception? _failure;
    private bool _isDisposed;

    public SimulatedWorld(int seed, SimulatedWorldOptions? options = null)
    {
        Seed = seed;
        _options = options ?? new SimulatedWorldOptions();
        _queue = new SimulatedQueue(seed, _options);
        Random = new Random(Substream(seed, 2));

        // A thread started without its creator's async locals: no test context and no synchronization context in the world.
        _thread = new Thread(Live) { IsBackground = true, Name = $"world {seed}" };
        _thread.UnsafeStart();
    }

    /// <summary>What the whole run follows from.</summary>
    public int Seed { get; }

    /// <summary>The world's clock. It moves only when there is nothing to do, to the next moment at which something is due.</summary>
    public TimeProvider Clock => _queue.Clock;

    /// <summary>For the test's own choices; independent of the order of execution. To be used inside the world only.</summary>
    public Random Random { get; }

    /// <summary>The number of steps so far.</summary>
    public long Steps => _queue.Steps;

    /// <summary>A digest of which group ran at every step and when: two equal runs have equal ones.</summary>
    public ulong Fingerprint => _queue.Fingerprint;

    /// <summary>Starts a host of grains. To be awaited inside the world.</summary>
    /// <param name="configure">As in <c>UseOrleans</c>; the services hold the world's clock already.</param>
    public async Task<SimulatedHost> StartHost(Action<ISiloBuilder> configure)
    {
        _queue.ThrowIfOutside();
        var host = new SimulatedHost(_queue, configure);
        await host.Start();
        return host;
    }

    /// <summary>Runs the body in the world until it ends, while time passes as needed.</summary>
    /// <exception cref="SimulationException">The body failed or cannot end, work left the world, or a limit was reached.</exception>
    public void Run(Func<Task> body) => Run(async () =>
    {
        await body();
        return true;
    });

    /// <inheritdoc cref="Run(Func{Task})"/>
    public T Run<T>(Func<Task<T>> body)
    {
        Task<T>? running = null;
        OnWorldThread(() =>
        {
            ThrowIfInside();
            running = new SimulatedGroup(_queue, "main").Start(body);
            _queue.RunUntil(() => running.IsCompleted, maySkipTime: true, "the body ends");
            if (running.Exception is { InnerException: var failure })
            {
                _queue.LookForForeignWork();
                throw new SimulationException(Seed, failure!.Message, failure);
            }
        });
        return running!.Result;
    }

    /// <summary>Starts work beside the body, from inside the world or outside. Its failure fails the run.</summary>
    public Task Spawn(string name, Func<Task> body)
    {
        Task? spawned = null;
        OnWorldThread(() => spawned = _queue.Spawn(new SimulatedGroup(_queue, name), body));
        return spawned!;
    }

    /// <summary>Runs all that can run without letting time pass.</summary>
    public void RunUntilIdle() => Drive(() => _queue.RunUntil(() => false, maySkipTime: false, "nothing is left"));

    /// <summary>Runs until the condition holds, while time passes as needed. It is looked at after every step.</summary>
    public void RunUntil(Func<bool> condition) => Drive(() => _queue.RunUntil(condition, maySkipTime: true, "the condition holds"));

    /// <summary>Lets this much time pass, and runs all that becomes due in it.</summary>
    public void Advance(TimeSpan time) => Drive(() => _queue.Advance(time));

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _asked.Release();
            _thread.Join();
            _asked.Dispose();
            _done.Dispose();
        }
    }

    /// <summary>The seeds of random sources that do not disturb one another.</summary>
    internal static int Substream(int seed, int stream) => unchecked((seed * 486187739) + (stream * 16777619));

    private static void ThrowIfInside()
    {
        if (WorkGroup.Running is not null)
        {
            throw new InvalidOperationException("The world is driven from outside. Inside it, await a task or a delay of its clock.");
        }
    }

    private void Drive(Action errand) => OnWorldThread(() =>
    {
        ThrowIfInside();
        errand();
    });

    private void OnWorldThread(Action errand)
    {
        if (Thread.CurrentThread == _thread)
        {
            errand();
            return;
        }
        lock (_turnLock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _errand = errand;
            _asked.Release();
            if (!_done.Wait(_options.RealTimeMax))
            {
                throw new SimulationException(
                    Seed, $"The world was still busy after {_options.RealTimeMax} of real time: code blocks its thread.");
            }
            if (_failure is { } failure)
            {
                _failure = null;
                throw failure is SimulationException ? failure : new SimulationException(Seed, failure.Message, failure);
            }
        }
    }

    private void Live()
    {
        _queue.Enter();
        while (true)
        {
            _asked.Wait();
            if (_isDisposed)
            {
                return;
            }
            try
            {
                _errand!();
            }
            catch (Exception exception)
            {
                _failure = exception;
            }
            _done.Release();
        }
    }
}
