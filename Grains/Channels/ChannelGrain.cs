using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Gateways;
using Platform.Identity;
using Platform.Ids;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Channels;

[GrainType("channel")]
internal sealed partial class ChannelGrain(
    IOutbox outbox,
    ITurnStore turns,
    IMessageGateway gateway,
    IIdSource ids,
    TimeProvider clock,
    IOptions<ChannelOptions> options,
    ILogger<ChannelGrain> logger) : Grain, IChannelGrain
{
    /// <summary>A sender with nothing to do leaves memory some time after its last message.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMinutes(5);

    /// <summary>How soon the outbox is looked into again after the store failed.</summary>
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);

    /// <summary>A message that is due and cannot be taken is looked at again after this, and not in a circle.</summary>
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(100);

    /// <summary>Messages looked up at once: at full pace, one look serves many sends, and what is held is bounded.</summary>
    private const int AheadMax = 256;

    private readonly Dictionary<PeerKey, Task> _sending = [];
    private readonly Queue<OutboxItem> _ahead = [];
    private Guid _sender = ids.NewId();
    private Pace _pace = new(options.Value.MessagesPerSecond, clock.GetUtcNow());
    private bool _woken;
    private bool _pumping;
    private bool _leaving;
    private IGrainTimer? _timer;

    private TenantId Tenant => new(this.GetGrainId().GetGuidKey(out _));

    private ChannelId Channel
    {
        get
        {
            this.GetGrainId().GetGuidKey(out var channel);
            return ChannelId.Parse(channel!);
        }
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _timer = this.RegisterGrainTimer(
            Wake, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // What was handed to the gateway is settled before another sender may see it, and nothing more is.
        _leaving = true;
        return Task.WhenAll(_sending.Values).WaitAsync(cancellationToken);
    }

    public Task Wake()
    {
        _woken = true;
        if (!_pumping && !_leaving)
        {
            _pumping = true;
            DelayDeactivation(Linger);
            // Runs on in later turns of this grain: sending must not hold up the reports that arrive meanwhile.
            _ = Pump();
        }
        return Task.CompletedTask;
    }

    public Task ReportStatus(StatusReport report, CancellationToken cancellationToken) => turns.Commit(
        new Turn(Tenant) { Records = [new TurnRecord.StatusReported(Channel, report.Id, report.Status, report.At)] },
        cancellationToken);

    private async Task Pump()
    {
        try
        {
            while (!_leaving && _sending.Count < options.Value.ContactsAtOnce && (_ahead.Count > 0 || _woken))
            {
                // What was looked up a while ago may be stale: then its claim fails, and the contact's head is found by a later look.
                if (!_ahead.TryDequeue(out var item)) { await LookAhead(); }
                else if (!_sending.ContainsKey(item.Peer)) { _sending[item.Peer] = Send(item); }

                // A wake that arrives while the next time is read may be of a message that this read did not see.
                if (!_woken && _ahead.Count == 0 && _sending.Count == 0) { await SleepUntilNextDue(); }
            }
        }
        catch (StoreUnavailableException unavailable)
        {
            StoreUnavailable(logger, Tenant.Value, unavailable);
            LookAgainIn(StoreRetry);
        }
        catch (Exception failure)
        {
            PumpFailed(logger, Tenant.Value, failure);
            LookAgainIn(StoreRetry);
        }
        finally
        {
            _pumping = false;
        }
    }

    private async Task LookAhead()
    {
        _woken = false;
        // Contacts being sent to may stand at the front of the queue; they must not hide the others.
        foreach (var item in await outbox.NextDue(Tenant, Channel, _sender, clock.GetUtcNow(), AheadMax + _sending.Count, CancellationToken.None))
        {
            _ahead.Enqueue(item);
        }
    }

    private async Task SleepUntilNextDue()
    {
        if (await outbox.NextDueAt(Tenant, Channel, CancellationToken.None) is not { } at) { return; }

        var wait = at - clock.GetUtcNow();
        LookAgainIn(wait > ShortestSleep ? wait : ShortestSleep);
    }

    private void LookAgainIn(TimeSpan wait)
    {
        if (!_leaving) { _timer!.Change(wait, Timeout.InfiniteTimeSpan); }
    }

    private async Task Send(OutboxItem item)
    {
        await Task.Yield();
        try
        {
            var wait = _pace.Take(clock.GetUtcNow());
            if (wait > TimeSpan.Zero) { await Task.Delay(wait, clock); }

            // What may take a while comes before the claim: a takeover that is answered meanwhile withdraws the message. The claim is durable
            // before anything leaves, and nothing is waited for between the two; a crash after it is seen as such.
            var (sender, whyNot) = (_sender, await WhyNot(item));
            if (await outbox.Claim(Tenant, item, sender, clock.GetUtcNow(), CancellationToken.None))
            {
                var outcome = whyNot ?? Decide(item, await HandOut(item));
                LogOutcome(outcome, item);
                await Settle(item, sender, outcome);
            }
            _sending.Remove(item.Peer);
            await Wake();
        }
        catch (Exception failure)
        {
            // Whether it was claimed is not known. Under a new name this sender sees the message again, marked as uncertain if it was.
            SendFailed(logger, item.Id, Tenant.Value, failure);
            _sender = ids.NewId();
            _sending.Remove(item.Peer);
            LookAgainIn(StoreRetry);
        }
    }

    // Asked before every send: nothing may leave for a company that was suspended a moment ago. Where nobody can say, such as when the
    // process stops, the message goes back as it was, since it certainly was not sent.
    private async Task<SendOutcome?> WhyNot(OutboxItem item)
    {
        try
        {
            var company = await GrainFactory.Tenant(Tenant).GetProfile(CancellationToken.None);
            return company is { IsServed: true } ? null : new SendOutcome.Failed(SendPolicy.NotServed);
        }
        catch (Exception failure)
        {
            if (failure is SiloUnavailableException) { Stopping(logger, item.Id, Tenant.Value); }
            else { CompanyUnknown(logger, item.Id, Tenant.Value, failure); }
            return Decide(item, new SendResult.Unavailable(SendPolicy.CompanyUnknown));
        }
    }

    // An error of the gateway's adapter is no reason to try for ever: what happened to the message is not known.
    private async Task<SendResult> HandOut(OutboxItem item)
    {
        try
        {
            return await gateway.SendText(Tenant, Channel, item.To, item.Text, CancellationToken.None);
        }
        catch (Exception failure)
        {
            GatewayFailed(logger, item.Id, Tenant.Value, failure);
            return new SendResult.Unknown(SendPolicy.GatewayFailed);
        }
    }

    private SendOutcome Decide(OutboxItem item, SendResult result) =>
        SendPolicy.Decide(item with { Attempts = item.Attempts + 1 }, result, clock.GetUtcNow(), options.Value);

    // A settlement that fails is repeated: the message was sent, and must not be sent again because the store was away for a moment.
    private async Task Settle(OutboxItem item, Guid sender, SendOutcome outcome)
    {
        while (true)
        {
            try
            {
                await outbox.Settle(Tenant, item.Id, sender, outcome, clock.GetUtcNow(), CancellationToken.None);
                return;
            }
            catch (StoreUnavailableException unavailable)
            {
                StoreUnavailable(logger, Tenant.Value, unavailable);
                // Only this sender knows that it was sent: another one, made after it left memory, would send it again.
                DelayDeactivation(Linger);
                await Task.Delay(StoreRetry, clock);
            }
        }
    }

    private void LogOutcome(SendOutcome outcome, OutboxItem item)
    {
        switch (outcome)
        {
            case SendOutcome.Failed failed:
                GaveUp(logger, item.Id, Tenant.Value, failed.Reason);
                break;
            case SendOutcome.TryAgain { Reason: SendPolicy.CompanyUnknown }:
                break;
            case SendOutcome.TryAgain again:
                Retrying(logger, item.Id, Tenant.Value, again.Reason);
                break;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The outbox of tenant {Tenant} cannot be reached; sending goes on when it is back")]
    private static partial void StoreUnavailable(ILogger logger, Guid tenant, Exception failure);

    [LoggerMessage(LogLevel.Error, "Sending for tenant {Tenant} stopped; it is tried again")]
    private static partial void PumpFailed(ILogger logger, Guid tenant, Exception failure);

    [LoggerMessage(LogLevel.Error, "Message {Message} of tenant {Tenant} was left claimed")]
    private static partial void SendFailed(ILogger logger, Guid message, Guid tenant, Exception failure);

    [LoggerMessage(LogLevel.Error, "The gateway's adapter failed with message {Message} of tenant {Tenant}")]
    private static partial void GatewayFailed(ILogger logger, Guid message, Guid tenant, Exception failure);

    [LoggerMessage(LogLevel.Warning, "Whether tenant {Tenant} is served could not be asked; message {Message} waits")]
    private static partial void CompanyUnknown(ILogger logger, Guid message, Guid tenant, Exception failure);

    [LoggerMessage(LogLevel.Information, "Message {Message} of tenant {Tenant} waits for the next start: this process stops")]
    private static partial void Stopping(ILogger logger, Guid message, Guid tenant);

    [LoggerMessage(LogLevel.Error, "Message {Message} of tenant {Tenant} ends as failed: {Reason}")]
    private static partial void GaveUp(ILogger logger, Guid message, Guid tenant, string reason);

    [LoggerMessage(LogLevel.Warning, "Message {Message} of tenant {Tenant} is tried again: {Reason}")]
    private static partial void Retrying(ILogger logger, Guid message, Guid tenant, string reason);
}
