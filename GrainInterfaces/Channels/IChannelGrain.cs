using Orleans.Concurrency;
using Platform.Conversations;
using Platform.Tenancy;

namespace Platform.Channels;

/// <summary>The sender of one channel (key: tenant id, <see cref="ChannelId"/> text): takes its outbox in order per contact.</summary>
[Alias("channel")]
public interface IChannelGrain : IGrainWithGuidCompoundKey, ITenantScoped
{
    /// <summary>Tells the sender that the outbox has something to send. Losing this call loses nothing: the clock repeats it.</summary>
    [OneWay, AlwaysInterleave, Alias("wake")]
    Task Wake();

    /// <summary>Records what the provider reports of a message, known here yet or not.</summary>
    [AlwaysInterleave, Alias("report-status")]
    Task ReportStatus(StatusReport report, CancellationToken cancellationToken);
}

/// <summary>A provider's report on one message that was sent.</summary>
/// <param name="Id">The provider's id of the message.</param>
/// <param name="Status">How far it got.</param>
/// <param name="At">The provider's time, or the arrival where it gives none.</param>
[GenerateSerializer, Immutable, Alias("status-report")]
public sealed record StatusReport(ProviderMessageId Id, DeliveryStatus Status, DateTimeOffset At);
