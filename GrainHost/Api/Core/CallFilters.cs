using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>Runs around every call in the callee's turn; also around timer ticks.</summary>
public interface IIncomingGrainCallFilter
{
    Task Invoke(IIncomingGrainCallContext context);
}

/// <summary>Runs around every call on the caller's side, before the request context is captured.</summary>
public interface IOutgoingGrainCallFilter
{
    Task Invoke(IOutgoingGrainCallContext context);
}

/// <summary>An incoming filter as a function.</summary>
public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);

/// <summary>An outgoing filter as a function.</summary>
public delegate Task OutgoingGrainCallFilterDelegate(IOutgoingGrainCallContext context);

/// <summary>A call on its way.</summary>
public interface IGrainCallContext
{
    IInvokable Request { get; }

    object Grain { get; }

    GrainId? SourceId { get; }

    GrainId TargetId { get; }

    GrainInterfaceType InterfaceType { get; }

    string InterfaceName { get; }

    string MethodName { get; }

    MethodInfo InterfaceMethod { get; }

    object? Result { get; set; }

    Response? Response { get; set; }

    /// <summary>Goes on to the next filter or to the method, and throws what that throws.</summary>
    Task Invoke();
}

/// <summary>A call as the callee sees it.</summary>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    IGrainContext TargetContext { get; }

    MethodInfo ImplementationMethod { get; }
}

/// <summary>A call as the caller sees it.</summary>
public interface IOutgoingGrainCallContext : IGrainCallContext
{
    /// <summary>The calling grain, or null for code outside grains.</summary>
    IGrainContext? SourceContext { get; }
}
