using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Channels;
using Platform.Conversations;
using Platform.Tenancy;

namespace Platform.Webhooks.Evolution;

/// <summary>
/// Takes authenticated webhook requests: parse, one grain call, answer. See README.md beside this file for why each answer is what it is.
/// </summary>
internal sealed partial class EvolutionReceiver(
    IGrainFactory grains,
    Customers customers,
    RefusalAudit audit,
    TimeProvider clock,
    IOptions<WhatsAppWebhookOptions> options,
    ILogger<EvolutionReceiver> logger)
{
    private const string Json = "application/json";

    private static readonly Utf8ContentHttpResult _accepted = TypedResults.Text("""{"outcome":"accepted"}"""u8, Json);
    private static readonly Utf8ContentHttpResult _duplicate = TypedResults.Text("""{"outcome":"duplicate"}"""u8, Json);
    private static readonly Utf8ContentHttpResult _ignored = TypedResults.Text("""{"outcome":"ignored"}"""u8, Json);

    internal async Task<IResult> Receive(HttpContext http)
    {
        var cancellationToken = http.RequestAborted;
        var claimed = http.Features.GetRequiredFeature<ClaimedInstance>();
        if (await BoundedBody.Read(http.Request, options.Value.BodyBytesMax, cancellationToken) is not { } body)
        {
            TooLarge(logger, claimed.Tenant.Value, claimed.Instance, options.Value.BodyBytesMax);
            return TypedResults.Problem(statusCode: StatusCodes.Status413PayloadTooLarge, title: "The event is too large.");
        }

        var receivedAt = clock.GetUtcNow();
        var delivery = EvolutionWebhook.Parse(body, receivedAt);
        if (delivery.Instance is { } named && named != claimed.Instance)
        {
            await audit.Refused(
                claimed.Tenant, "foreign-instance-in-body", claimed.Channel.Value, "body names another instance", cancellationToken);
            return TypedResults.Problem(statusCode: StatusCodes.Status403Forbidden, title: "The event is not of this instance.");
        }

        ActingTenant.Set(claimed.Tenant);
        return await Deliver(delivery.Event, claimed, receivedAt, cancellationToken);
    }

    private async Task<IResult> Deliver(
        EvolutionEvent happened, ClaimedInstance claimed, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        switch (happened)
        {
            case EvolutionEvent.Message message:
                return Answer(await Receive(message, claimed, receivedAt, cancellationToken));
            case EvolutionEvent.FromPerson message:
                return Answer(await Receive(message, claimed, receivedAt, cancellationToken));
            case EvolutionEvent.Statuses statuses:
                foreach (var report in statuses.Reports)
                {
                    await grains.Channel(claimed.Tenant, claimed.Channel).ReportStatus(report, cancellationToken);
                }
                return Answer(Receipt.Accepted);
            case EvolutionEvent.Connection connection:
                ConnectionChanged(logger, claimed.Tenant.Value, claimed.Instance, connection.State, connection.Reason);
                await grains.ChannelLink(claimed.Tenant, claimed.Channel)
                    .Report(new ChannelLink(connection.State, connection.Reason, receivedAt), cancellationToken);
                return _ignored;
            case EvolutionEvent.Ignored ignored:
                var level = ignored == EvolutionEvent.Ignored.OwnEcho ? LogLevel.Debug : LogLevel.Information;
                EventIgnored(logger, level, claimed.Tenant.Value, claimed.Instance, ignored.Reason);
                return _ignored;
            case EvolutionEvent.Malformed malformed:
                EventMalformed(logger, claimed.Tenant.Value, claimed.Instance, malformed.Reason);
                return TypedResults.Problem(
                    statusCode: StatusCodes.Status400BadRequest, title: "The event could not be read.", detail: malformed.Reason);
            default:
                throw new InvalidOperationException($"Event {happened.GetType().Name} is not handled.");
        }
    }

    private async Task<Receipt> Receive(
        EvolutionEvent.Message message, ClaimedInstance claimed, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        var peer = await customers.Find(claimed.Tenant, message.From, message.SentAt, cancellationToken);
        var inbound = new InboundMessage(
            claimed.Channel, message.Id, message.From.ReplyTo, message.Name, message.SentAt, receivedAt, message.Content);
        return await grains.Conversation(claimed.Tenant, peer).Receive(inbound, cancellationToken);
    }

    private async Task<Receipt> Receive(
        EvolutionEvent.FromPerson message, ClaimedInstance claimed, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        var peer = await customers.Find(claimed.Tenant, message.To, message.SentAt, cancellationToken);
        var sent = new PersonMessage(claimed.Channel, message.Id, message.To.ReplyTo, message.SentAt, receivedAt, message.Content);
        return await grains.Conversation(claimed.Tenant, peer).ReceiveFromPerson(sent, cancellationToken);
    }

    private static Utf8ContentHttpResult Answer(Receipt receipt) => receipt switch
    {
        Receipt.Accepted => _accepted,
        Receipt.Duplicate => _duplicate,
        _ => throw new InvalidOperationException($"Receipt {receipt} is not handled."),
    };

    [LoggerMessage(LogLevel.Warning, "An event for tenant {Tenant}, instance {Instance} is larger than {BytesMax} bytes")]
    private static partial void TooLarge(ILogger logger, Guid tenant, string instance, long bytesMax);

    [LoggerMessage(LogLevel.Warning, "An event for tenant {Tenant}, instance {Instance} could not be read: {Reason}")]
    private static partial void EventMalformed(ILogger logger, Guid tenant, string instance, string reason);

    [LoggerMessage("An event for tenant {Tenant}, instance {Instance} concerns no conversation: {Reason}")]
    private static partial void EventIgnored(ILogger logger, LogLevel level, Guid tenant, string instance, string reason);

    [LoggerMessage(LogLevel.Information, "WhatsApp connection of tenant {Tenant}, instance {Instance} is {State} ({Reason})")]
    private static partial void ConnectionChanged(ILogger logger, Guid tenant, string instance, string state, long? reason);
}
