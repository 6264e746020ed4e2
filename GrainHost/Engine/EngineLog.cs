using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>What the host has to say.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Call {Interface}.{Method} of {GrainId} failed")]
    public static partial void CallFailed(ILogger logger, Exception exception, string @interface, string method, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "One-way call {Interface}.{Method} of {GrainId} failed")]
    public static partial void OneWayCallFailed(ILogger logger, Exception exception, string @interface, string method, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {Interface}.{Method} of {GrainId} had no answer in time")]
    public static partial void CallTimedOut(ILogger logger, string @interface, string method, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Deactivating {GrainId} due to inconsistent state")]
    public static partial void InconsistentState(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Grain {GrainId} could not be constructed")]
    public static partial void ConstructionFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Grain {GrainId} could not be activated")]
    public static partial void ActivationFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Grain {GrainId} failed while it was deactivated")]
    public static partial void DeactivationFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Grain {GrainId} could not be disposed")]
    public static partial void DisposalFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A timer of grain {GrainId} failed and goes on")]
    public static partial void TickFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A timer of grain {GrainId} was cut short: the host stops")]
    public static partial void TickCutShort(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The interleaving predicate of grain {GrainId} failed")]
    public static partial void InterleavePredicateFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Waiting} calls wait for grain {GrainId}")]
    public static partial void MailboxLong(ILogger logger, GrainId grainId, int waiting);

    [LoggerMessage(Level = LogLevel.Error, Message = "Storage {Storage} failed to {Operation} state {State} of grain {GrainId}")]
    public static partial void StorageFailed(
        ILogger logger, Exception exception, string storage, string operation, string state, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Host of grains is up: {Classes} grain classes")]
    public static partial void Started(ILogger logger, int classes);

    [LoggerMessage(Level = LogLevel.Information, Message = "Host of grains stops: {Activations} activations end")]
    public static partial void Stopping(ILogger logger, int activations);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Host of grains stopped with {Activations} activations still busy")]
    public static partial void StoppedBusy(ILogger logger, int activations);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The {Sweep} of the host failed and goes on")]
    public static partial void SweepFailed(ILogger logger, Exception exception, string sweep);
}
