using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Storage;

namespace Platform.Secrets;

/// <summary>Registers how secrets are sealed.</summary>
internal static class SecretServices
{
    /// <summary>Adds sealing under data keys that the store keeps. Needs the store and <c>Secrets:*</c>.</summary>
    public static IServiceCollection AddSecrets(this IServiceCollection services)
    {
        services.AddOptions<SecretsOptions>().BindConfiguration("Secrets").ValidateOnStart();
        services.AddSingleton(provider => MasterKeys.Find(
            provider.GetRequiredService<IOptions<SecretsOptions>>().Value,
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.DataDirectory));
        services.AddSingleton<KeyStore>();
        services.AddSingleton<DataKeys>();
        services.AddSingleton<EnvelopeProtector>();
        services.AddSingleton<ITenantKeys>(provider => provider.GetRequiredService<DataKeys>());
        services.AddSingleton<ISecretProtector>(provider => provider.GetRequiredService<EnvelopeProtector>());
        services.AddSingleton<IKeyedHashes>(provider => provider.GetRequiredService<EnvelopeProtector>());
        return services;
    }
}
