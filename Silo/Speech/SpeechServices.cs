using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Platform.Speech.Espeak;

namespace Platform.Speech;

/// <summary>Wires speech.</summary>
public static class SpeechServices
{
    /// <summary>Adds the synthesizer and its settings (section <c>Speech</c>). Adding it twice changes nothing.</summary>
    public static IServiceCollection AddSpeech(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SpeechOptions>().Bind(configuration.GetSection("Speech")).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SpeechOptions>, SpeechOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ISpeechSynthesizer, EspeakSynthesizer>();
        return services;
    }
}
