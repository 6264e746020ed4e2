using Microsoft.Extensions.DependencyInjection;
using Orleans.GrainHost.Engine.Lifecycle;
using Orleans.GrainHost.Engine.Sequences;
using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>
/// One activation of a grain: its scheduler, its mailbox and its context in one object, because there may be a hundred
/// thousand of them. What few activations need is kept in <see cref="ActivationExtras"/>.
/// </summary>
internal sealed partial class Activation : WorkGroup, IGrainContext, IWorkItemScheduler, IMailbox
{
    private readonly GrainClass _class;
    private readonly IdSpan _key;
    private ActivationExtras? _extras;
    private GrainReference? _reference;
    private object? _instance;

    public Activation(GrainClass grainClass, IdSpan key)
        : base(grainClass.Engine.RunQueue)
    {
        _class = grainClass;
        _key = key;
        _lastUsed = grainClass.Engine.Now;
    }

    /// <summary>The activation in whose turn the caller runs, if any.</summary>
    public static new Activation? Current => Running as Activation;

    public GrainEngine Engine => _class.Engine;

    public GrainClass Class => _class;

    public IdSpan Key => _key;

    public GrainId GrainId => new(_class.Shape.GrainType, _key);

    public object? GrainInstance => _instance;

    public GrainReference GrainReference => _reference ??= InterfaceShape.For(typeof(IAddressable)).NewReference(_class, _key);

    public ActivationId ActivationId
    {
        get
        {
            var extras = Extras;
            lock (this)
            {
                return extras.Id.IsDefault ? extras.Id = new ActivationId(RunQueue.NewGuid()) : extras.Id;
            }
        }
    }

    public IServiceProvider ActivationServices
    {
        get
        {
            var extras = Extras;
            lock (this)
            {
                extras.Scope ??= Engine.Services.CreateAsyncScope();
                return extras.Scope.Value.ServiceProvider;
            }
        }
    }

    public IGrainLifecycle ObservableLifecycle => Extras.Lifecycle ??= new LifecycleSubject();

    public IWorkItemScheduler Scheduler => this;

    public Task Deactivated
    {
        get
        {
            lock (this)
            {
                return _phase == Phase.Gone
                    ? Task.CompletedTask
                    : (Extras.Ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    internal SequenceHost Sequences => Extras.Sequences ??= new SequenceHost(this);

    internal ActivationExtras Extras
    {
        get
        {
            if (_extras is { } extras)
            {
                return extras;
            }
            lock (this)
            {
                return _extras ??= new ActivationExtras();
            }
        }
    }

    public object? GetTarget() => _instance;

    public object? GetComponent(Type componentType)
    {
        if (componentType.IsInstanceOfType(this))
        {
            return this;
        }
        lock (this)
        {
            return _extras?.Components is { } components && components.TryGetValue(componentType, out var component) ? component : null;
        }
    }

    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class
    {
        lock (this)
        {
            var components = Extras.Components ??= [];
            if (value is null)
            {
                components.Remove(typeof(TComponent));
            }
            else
            {
                components[typeof(TComponent)] = value;
            }
        }
    }

    public void QueueAction(Action action)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            new Task(action).Start(this);
            return;
        }

        // The sender's async locals must not be seen in the activation.
        using (ExecutionContext.SuppressFlow())
        {
            new Task(action).Start(this);
        }
    }

    void IWorkItemScheduler.QueueTask(Task task) => task.Start(this);

    public IEnumerable<Activation> Activations() => [this];

    public void EnterReentrantSection(Guid chain)
    {
        lock (this)
        {
            var open = Extras.OpenChains ??= [];
            open[chain] = open.GetValueOrDefault(chain) + 1;
        }
    }

    public void LeaveReentrantSection(Guid chain)
    {
        lock (this)
        {
            if (Extras.OpenChains is { } open && open.TryGetValue(chain, out var depth))
            {
                if (depth == 1)
                {
                    open.Remove(chain);
                }
                else
                {
                    open[chain] = depth - 1;
                }
            }
        }
    }

    bool IEquatable<IGrainContext>.Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override string ToString() => $"[Activation: {GrainId} {_phase}]";
}
