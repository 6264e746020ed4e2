using Microsoft.Extensions.Logging;
using Platform.Channels;
using Platform.Tenancy;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Platform.Gateways.Evolution;

/// <summary>
/// Sends through Evolution API v2. One try per call: repeating is the outbox's, which knows whether it is safe. Requests carry our own
/// path and body only, never anything of a caller's address.
/// </summary>
internal sealed partial class EvolutionGateway(
    HttpClient http, ResiliencePipeline<SendAttempt> pipeline, ILogger<EvolutionGateway> logger) : IMessageGateway
{
    private const string Provider = "evolution:";

    public async Task<SendResult> SendText(TenantId tenant, ChannelId channel, string to, string text, CancellationToken cancellationToken)
    {
        if (http.BaseAddress is null)
        {
            return new SendResult.Unavailable("gateway-not-configured");
        }

        using var content = new SendContent(to, text);
        var attempt = await Try(InstanceOf(channel), content, cancellationToken);
        if (attempt.Fault == SendFault.Ours)
        {
            RequestInvalid(logger, tenant.Value, channel.Value);
        }
        return attempt.Result;
    }

    private async Task<SendAttempt> Try(string instance, SendContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.ExecuteAsync(
                static async (state, stop) => await state.Gateway.Post(state.Instance, state.Content, stop),
                (Gateway: this, Instance: instance, Content: content),
                cancellationToken);
        }
        catch (BrokenCircuitException)
        {
            return new SendAttempt(new SendResult.Unavailable("gateway-down"));
        }
        catch (TimeoutRejectedException)
        {
            return Failed(content, "gateway-timed-out");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || IsConnectTimeout(failure))
        {
            return Failed(content, "gateway-connection-failed");
        }
    }

    private async Task<SendAttempt> Post(string instance, SendContent content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"message/sendText/{Uri.EscapeDataString(instance)}")
        {
            Content = content,
        };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var body = await BoundedAnswer.Read(response, cancellationToken);
        return SendAnswer.Read(response.StatusCode, body);
    }

    private static SendAttempt Failed(SendContent content, string reason) => content.MayHaveLeft
        ? new SendAttempt(new SendResult.Unknown(reason), SendFault.Server)
        : new SendAttempt(new SendResult.Unavailable(reason), SendFault.Server);

    // The client reports a connection that was not made in time as a cancellation that nobody asked for.
    internal static bool IsConnectTimeout(Exception failure) => failure is OperationCanceledException { InnerException: TimeoutException };

    private static string InstanceOf(ChannelId channel) => channel.Value.StartsWith(Provider, StringComparison.Ordinal)
        ? channel.Value[Provider.Length..]
        : throw new ArgumentException("Only evolution channels are sent through Evolution API.", nameof(channel));

    [LoggerMessage(
        LogLevel.Error, "Evolution API found a request invalid that was made for tenant {Tenant}, channel {Channel}: a mistake of ours")]
    private static partial void RequestInvalid(ILogger logger, Guid tenant, string channel);
}
