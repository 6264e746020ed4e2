using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.GrainHost.Engine.State;

/// <summary>Finds the storage behind a state.</summary>
internal static class StateBridge
{
    /// <summary>What fills a constructor parameter with <c>[PersistentState]</c>.</summary>
    public static Func<Activation, object?> Source(Type parameterType, PersistentStateAttribute attribute)
    {
        if (!parameterType.IsGenericType || parameterType.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new GrainContractException($"[PersistentState] is for IPersistentState<T>, not {parameterType}.");
        }
        var open = typeof(StateBridge).GetMethod(nameof(Attach), BindingFlags.Static | BindingFlags.NonPublic)!;
        var attach = open.MakeGenericMethod(parameterType.GenericTypeArguments)
            .CreateDelegate<Func<PersistentStateAttribute, Activation, object?>>();
        return activation => attach(attribute, activation);
    }

    public static IStorage<TState> For<TState>(Activation activation, string stateName, string? storageName) =>
        new StateBridge<TState>(activation, stateName, Storage(activation, storageName));

    private static object Attach<TState>(PersistentStateAttribute attribute, Activation activation)
    {
        var bridge = new StateBridge<TState>(activation, attribute.StateName, Storage(activation, attribute.StorageName));
        activation.ObservableLifecycle.Subscribe(attribute.StateName, GrainLifecycleStage.SetupState, bridge.ReadStateAsync);
        return bridge;
    }

    private static IGrainStorage Storage(Activation activation, string? name)
    {
        var services = activation.Engine.Services;
        var storage = string.IsNullOrEmpty(name) || name == ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME
            ? services.GetService<IGrainStorage>()
                ?? services.GetKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME)
            : services.GetKeyedService<IGrainStorage>(name);
        return storage ?? throw new BadProviderConfigException(
            string.IsNullOrEmpty(name)
                ? $"No default storage provider found while trying to create grain of type {activation.Class.Shape.Type}"
                : $"No storage provider named \"{name}\" found while trying to create grain of type {activation.Class.Shape.Type}");
    }
}
