using Orleans.Core;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>One activation of a grain.</summary>
public interface IGrainContext : ITargetHolder, IEquatable<IGrainContext>
{
    GrainReference GrainReference { get; }

    GrainId GrainId { get; }

    object? GrainInstance { get; }

    ActivationId ActivationId { get; }

    IServiceProvider ActivationServices { get; }

    IGrainLifecycle ObservableLifecycle { get; }

    IWorkItemScheduler Scheduler { get; }

    /// <summary>Ends when the activation is gone. Never wait for it inside the activation itself.</summary>
    Task Deactivated { get; }

    void SetComponent<TComponent>(TComponent? value) where TComponent : class;

    /// <summary>Ends this activation once the running calls have ended.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}

/// <summary>Runs work in an activation's turn.</summary>
public interface IWorkItemScheduler
{
    void QueueAction(Action action);

    void QueueTask(Task task);
}

/// <summary>Finds the activation in whose turn the caller runs.</summary>
public interface IGrainContextAccessor
{
    IGrainContext GrainContext { get; }
}

/// <summary>What a grain needs of its host.</summary>
public interface IGrainRuntime
{
    string SiloIdentity { get; }

    /// <exception cref="InvalidOperationException">The caller runs outside a grain's turn.</exception>
    IGrainFactory GrainFactory { get; }

    IServiceProvider ServiceProvider { get; }

    TimeProvider TimeProvider => TimeProvider.System;

    void DeactivateOnIdle(IGrainContext grainContext);

    void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan);

    IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext);
}
