using System.Runtime.CompilerServices;

namespace Orleans.GrainHost.Engine.State;

/// <summary>A state of which there is no record yet.</summary>
internal static class FreshState
{
    /// <summary>Made by the constructor without parameters, or by none where there is none, as on Orleans.</summary>
    public static T Of<T>() => typeof(T).IsValueType || typeof(T).GetConstructor(Type.EmptyTypes) is not null
        ? Activator.CreateInstance<T>()
        : (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
}
