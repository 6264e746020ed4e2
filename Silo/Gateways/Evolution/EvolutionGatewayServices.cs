using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Gateways.Evolution;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Platform.Gateways;

/// <summary>Wiring of the Evolution gateway.</summary>
public static partial class EvolutionGatewayServices
{
    private const string ClientName = "evolution";

    // Below this many sends in the sampling time a few failures say nothing about the server.
    private const int SendsToJudgeMin = 10;

    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Adds <see cref="IMessageGateway"/> and <see cref="IWhatsAppProvisioning"/> over Evolution API, configured by section <c>Evolution</c>.
    /// </summary>
    public static IServiceCollection AddEvolutionGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<EvolutionOptions>().Bind(configuration.GetSection("Evolution")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EvolutionOptions>, EvolutionRangesValidator>();
        services.AddSingleton<IValidateOptions<EvolutionOptions>, EvolutionAddressValidator>();
        services.AddHttpClient(ClientName, Configure)
            // Its log lines would repeat every instance name at every send.
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => Handler(provider.GetRequiredService<IOptions<EvolutionOptions>>().Value));
        services.AddSingleton<IMessageGateway>(provider => new EvolutionGateway(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(ClientName),
            Pipeline(
                provider.GetRequiredService<IOptions<EvolutionOptions>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<EvolutionGateway>>()),
            provider.GetRequiredService<ILogger<EvolutionGateway>>()));
        services.AddSingleton<IWhatsAppProvisioning>(provider => new EvolutionProvisioning(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(ClientName), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static void Configure(IServiceProvider provider, HttpClient client)
    {
        var options = provider.GetRequiredService<IOptions<EvolutionOptions>>().Value;
        client.Timeout = Timeout.InfiniteTimeSpan;
        if (options.BaseUrl.Length > 0)
        {
            client.BaseAddress = new Uri(options.BaseUrl.TrimEnd('/') + "/");
            client.DefaultRequestHeaders.Add("apikey", options.ApiKey);
        }
    }

    private static SocketsHttpHandler Handler(EvolutionOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = options.ConnectTimeout,
        // Names are looked up again from time to time, because the handler lives as long as the process.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    };

    private static ResiliencePipeline<SendAttempt> Pipeline(EvolutionOptions options, TimeProvider clock, ILogger logger) =>
        new ResiliencePipelineBuilder<SendAttempt> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<SendAttempt>
            {
                FailureRatio = 0.8,
                MinimumThroughput = SendsToJudgeMin,
                SamplingDuration = Sampling,
                BreakDuration = options.BreakDuration,
                ShouldHandle = new PredicateBuilder<SendAttempt>()
                    .Handle<TimeoutRejectedException>()
                    .Handle<HttpRequestException>()
                    .Handle<IOException>()
                    .Handle<OperationCanceledException>(EvolutionGateway.IsConnectTimeout)
                    .HandleResult(attempt => attempt.Fault == SendFault.Server),
                OnOpened = _ => Log(() => Opened(logger)),
                OnClosed = _ => Log(() => Closed(logger)),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.SendTimeout })
            .Build();

    private static ValueTask Log(Action write)
    {
        write();
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Evolution API fails most sends; messages wait in the outbox")]
    private static partial void Opened(ILogger logger);

    [LoggerMessage(LogLevel.Information, "Evolution API takes messages again")]
    private static partial void Closed(ILogger logger);
}
