using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Platform.StandIn.Instances;

namespace Platform.StandIn.Webhooks;

/// <summary>
/// Posts events as Evolution does: all at once without regard to order, again after errors, not again after statuses that it takes
/// for final, and from memory only.
/// </summary>
internal sealed partial class WebhookSender(
    StandInOptions options, Background background, TimeProvider clock, ILogger<WebhookSender> logger) : IDisposable
{
    private static readonly HashSet<HttpStatusCode> Final =
    [
        HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.NotFound,
        HttpStatusCode.UnprocessableEntity,
    ];

    private readonly HttpClient _http = new() { Timeout = options.WebhookTimeout };
    private long _delivered;
    private long _lost;

    /// <summary>Events answered with 2xx.</summary>
    internal long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Events that were given up.</summary>
    internal long Lost => Interlocked.Read(ref _lost);

    /// <summary>Begins to deliver an event.</summary>
    internal void Post(Instance instance, string eventName, JsonObject envelope)
    {
        var webhook = instance.Webhook;
        if (!webhook.Wants(eventName))
        {
            return;
        }

        var url = webhook.ByEvents ? $"{webhook.Url}/{eventName.Replace('.', '-')}" : webhook.Url;
        var body = envelope.ToJsonString();
        background.Begin(stop => TryUntilFinal(url, webhook, body, stop));
    }

    public void Dispose() => _http.Dispose();

    private async Task TryUntilFinal(string url, WebhookSettings webhook, string body, CancellationToken stop)
    {
        var delay = options.WebhookFirstDelay;
        for (var attempt = 1; attempt <= options.WebhookAttemptsMax; attempt++)
        {
            switch (await Try(url, webhook, body, stop))
            {
                case { } status when (int)status is >= 200 and < 300:
                    Interlocked.Increment(ref _delivered);
                    return;
                case { } status when Final.Contains(status):
                    Refused(logger, url, (int)status);
                    Interlocked.Increment(ref _lost);
                    return;
            }
            if (attempt < options.WebhookAttemptsMax)
            {
                await Task.Delay(delay, clock, stop);
                delay = delay * 2 < options.WebhookLongestDelay ? delay * 2 : options.WebhookLongestDelay;
            }
        }
        GaveUp(logger, url);
        Interlocked.Increment(ref _lost);
    }

    private async Task<HttpStatusCode?> Try(string url, WebhookSettings webhook, string body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in webhook.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        try
        {
            using var response = await _http.SendAsync(request, stop);
            return response.StatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is TaskCanceledException && !stop.IsCancellationRequested))
        {
            Unreachable(logger, url, failure);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Webhook {Url} refused an event for good with status {Status}")]
    private static partial void Refused(ILogger logger, string url, int status);

    [LoggerMessage(LogLevel.Warning, "Webhook {Url} did not take an event; it is lost")]
    private static partial void GaveUp(ILogger logger, string url);

    [LoggerMessage(LogLevel.Debug, "Webhook {Url} cannot be reached")]
    private static partial void Unreachable(ILogger logger, string url, Exception failure);
}
