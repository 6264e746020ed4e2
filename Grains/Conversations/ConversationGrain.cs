using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Bots;
using Platform.Channels;
using Platform.Calls;
using Platform.DataRights;
using Platform.Identity;
using Platform.Ids;
using Platform.Turns;
using CallStep = Platform.Calls.CallStep;

namespace Platform.Conversations;

[GrainType("conversation")]
internal sealed class ConversationGrain(
    ITurnStore turns,
    Tombstones tombstones,
    IRecordReader records,
    BotLibrary bots,
    IIdSource ids,
    TimeProvider clock,
    IOptions<ConversationOptions> options)
    : DurableGrain<ConversationState>(turns, ConversationJson.Default.ConversationState, ConversationState.Empty), IConversationGrain
{
    /// <summary>Most lines in one page of a transcript.</summary>
    private const int PageMax = 200;

    /// <summary>A send is tried for minutes; later, the same words are somebody's own.</summary>
    private static readonly TimeSpan EchoesWithin = TimeSpan.FromHours(1);

    private IGrainTimer? _replyTimer;

    // Where an identity went that had nothing to give: whoever resolved it just before may still write here. Memory is enough for that
    // moment, since the link lasts; a row would cost a commit for each customer whose identity is only ever seen beside the number.
    private PeerKey? _wentTo;

    // As the last look at the company showed it; it only bounds months, and each reply looks anew.
    private TimeZoneInfo? _zone;
    private DateTimeOffset? _erasedAt;

    private PeerKey Peer => PeerKey.Parse(Key);

    private PeerKey? MovedTo => State.MovedTo ?? _wentTo;

    private DateTimeOffset Now => clock.GetUtcNow();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        // Only a conversation that begins can be one that begins anew; from its first commit on, its state says so.
        _erasedAt = IsNew ? await tombstones.ErasedAt(Tenant, Peer, cancellationToken) : State.ErasedAt;
    }

    public Task Forget(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<Receipt> Receive(InboundMessage message, CancellationToken cancellationToken)
    {
        if (await IsErased(message.Channel, message.Id, message.SentAt, cancellationToken)) { return Receipt.Duplicate; }
        if (MovedTo is { } moved) { return await GrainFactory.Conversation(Tenant, moved).Receive(message, cancellationToken); }

        var taken = Count(Inbox.Take(State, Peer, message, ids.NewId(), Now, options.Value), await Zone(cancellationToken));
        var decision = taken.Next.Unanswered?.Due <= Now ? AtOnce(taken, await Answer(taken.Next, cancellationToken)) : taken;
        if (!await Commit(decision)) { return Receipt.Duplicate; }

        await WakeSenders(decision);
        ScheduleReply();
        return Receipt.Accepted;
    }

    public async Task<Receipt> ReceiveFromPerson(PersonMessage message, CancellationToken cancellationToken)
    {
        if (await IsErased(message.Channel, message.Id, message.SentAt, cancellationToken) || await IsErasedEcho(message, cancellationToken))
        {
            return Receipt.Duplicate;
        }
        if (MovedTo is { } moved)
        {
            return await GrainFactory.Conversation(Tenant, moved).ReceiveFromPerson(message, cancellationToken);
        }
        if (await records.IsOfBot(Tenant, Peer, message, cancellationToken)) { return Receipt.Duplicate; }

        var wrote = Count(HandOvers.Wrote(State, Peer, message, ids.NewId(), Now, options.Value), await Zone(cancellationToken));
        return await Commit(wrote) ? Receipt.Accepted : Receipt.Duplicate;
    }

    public async Task<Ownership> TakeOver(CancellationToken cancellationToken)
    {
        if (MovedTo is { } moved) { return await GrainFactory.Conversation(Tenant, moved).TakeOver(cancellationToken); }
        await Commit(HandOvers.ToPerson(State, Now, options.Value) with { Records = [Audited("takeover")] });
        return State.Ownership;
    }

    public async Task<Ownership> Release(CancellationToken cancellationToken)
    {
        if (MovedTo is { } moved) { return await GrainFactory.Conversation(Tenant, moved).Release(cancellationToken); }
        if (!State.BotAnswers) { await Commit(HandOvers.ToBot(State) with { Records = [Audited("release")] }); }
        return State.Ownership;
    }

    public async Task<CallReply> StepCall(CallStep step, CancellationToken cancellationToken)
    {
        var company = await Company(cancellationToken);
        var (decision, reply) = CallDesk.Step(State, Peer, step, company, ids, options.Value);
        await Commit(Count(decision, company.Zone));
        return reply;
    }

    public Task EndCall(CallEnded ended, CancellationToken cancellationToken) => Commit(CallDesk.End(State, ended));

    public Task<Ownership> GetOwnership(CancellationToken cancellationToken) => MovedTo is { } moved
        ? GrainFactory.Conversation(Tenant, moved).GetOwnership(cancellationToken)
        : Task.FromResult(State.Ownership);

    public async Task<ConversationMove?> HandOff(PeerKey peer, CancellationToken cancellationToken)
    {
        if (!Merging.HasAnything(State))
        {
            _wentTo = peer;
            return null;
        }
        if (State.MovedTo != peer) { await Commit(Merging.HandOff(State, peer)); }
        return Merging.Given(State);
    }

    public async Task Adopt(PeerKey from, ConversationMove move, CancellationToken cancellationToken)
    {
        if (State.Adopted.Contains(from)) { return; }

        await Commit(Merging.Adopt(State, from, move, Now, options.Value));
        ScheduleReply();
    }

    public Task<TranscriptPage> ReadTranscript(string? before, int linesMax, CancellationToken cancellationToken) =>
        records.ReadTranscript(Tenant, MovedTo ?? Peer, before, Math.Clamp(linesMax, 1, PageMax), cancellationToken);

    // What is owed is told by the clock, not by the time that the alarm is called for: a store need not keep times as finely as the state.
    public Task OnAlarm(string name, DateTimeOffset due, CancellationToken cancellationToken) => name switch
    {
        ConversationAlarms.Reply when State.Owed?.Due <= Now => Reply(cancellationToken),
        ConversationAlarms.HandBack when State.HandBackDue <= Now => Commit(HandOvers.ToBot(State)),
        _ => Commit(new Decision(State) { Alarms = Standing(name) }),
    };

    // A stale call for an alarm puts what really stands in its place, so that the clock does not call again and again.
    private System.Collections.Immutable.ImmutableArray<AlarmChange> Standing(string name) => name switch
    {
        ConversationAlarms.Reply => [new AlarmChange(name, State.Owed?.Due)],
        ConversationAlarms.HandBack => [new AlarmChange(name, State.HandBackDue)],
        _ => [new AlarmChange(name, null)],
    };

    private async Task Reply(CancellationToken cancellationToken)
    {
        if (State.Owed is null) { return; }

        var decision = await Answer(State, cancellationToken);
        await Commit(decision);
        await WakeSenders(decision);
    }

    private async Task<Decision> Answer(ConversationState state, CancellationToken cancellationToken)
    {
        var company = await Company(cancellationToken);
        _zone = company.Zone;
        return Count(Answering.Answer(state, Peer, company, ids, Now, options.Value), _zone);
    }

    // The alarm for a reply that was never owed was never set.
    private Decision AtOnce(Decision taken, Decision answer) =>
        State.Unanswered is null ? taken.Then(answer).WithoutChange(ConversationAlarms.Reply) : taken.Then(answer);

    private Decision Count(Decision decision, TimeZoneInfo zone) => Metering.Count(decision, zone, options.Value.SessionLifetime);

    private async Task<TimeZoneInfo> Zone(CancellationToken cancellationToken) =>
        _zone ??= await GrainFactory.Tenant(Tenant).GetProfile(cancellationToken) is { } profile
            ? TimeZoneInfo.FindSystemTimeZoneById(profile.TimeZone)
            : TimeZoneInfo.Utc;

    private async Task<CompanyView> Company(CancellationToken cancellationToken)
    {
        var asked = GrainFactory.Tenant(Tenant).GetProfile(cancellationToken);
        var standing = GrainFactory.Subscription(Tenant).GetStanding(cancellationToken);
        await Task.WhenAll(asked, standing);
        return await asked is { } profile
            ? new CompanyView(profile, bots, await standing)
            : throw new InvalidOperationException($"Tenant {Tenant} has conversations and no profile.");
    }

    private async Task<bool> IsErased(ChannelId channel, ProviderMessageId id, DateTimeOffset saidAt, CancellationToken cancellationToken) =>
        _erasedAt is not null
        && (Tombstones.IsBefore(saidAt, _erasedAt) || await tombstones.WasErased(Tenant, Peer, channel, id, cancellationToken));

    // What was being sent at the erasure had no id yet: only by its text is it known when the gateway reports it.
    private async Task<bool> IsErasedEcho(PersonMessage message, CancellationToken cancellationToken) =>
        _erasedAt is { } erased && message.SentAt - erased < EchoesWithin
        && await tombstones.WasOwed(Tenant, Peer, message.Channel, message.Content.Text, cancellationToken);

    private TurnRecord.Audit Audited(string action) =>
        new(ids.NewId(), action, Actor.Current.Name, $"conversation {Peer}", Now, Actor.Current.Address);

    private Task<bool> Commit(Decision decision) => Commit(
        decision.Next.ErasedAt == _erasedAt ? decision.Next : decision.Next with { ErasedAt = _erasedAt }, decision.ToTurn(Tenant, Peer));

    private async Task WakeSenders(Decision decision)
    {
        ChannelId? woken = null;
        foreach (var message in decision.Outbox)
        {
            if (message.Channel == woken) { continue; }
            woken = message.Channel;
            await GrainFactory.Channel(Tenant, message.Channel).Wake();
        }
    }

    // The durable alarm is the promise; this timer keeps it on time in the ordinary case.
    private void ScheduleReply()
    {
        if (State.Owed is not { } waiting) { return; }

        // A tick before the time would leave the reply to the clock, seconds later.
        var wait = Waiting.Until(waiting.Due, Now);
        if (_replyTimer is { } timer)
        {
            timer.Change(wait, Timeout.InfiniteTimeSpan);
            return;
        }
        _replyTimer = this.RegisterGrainTimer(OnReplyTimer, new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan) { KeepAlive = true });
    }

    // A message that came while the tick waited its turn moved the time on; so does a wall clock that was set back.
    private Task OnReplyTimer(CancellationToken cancellationToken)
    {
        if (State.Owed?.Due <= Now) { return Reply(cancellationToken); }

        ScheduleReply();
        return Task.CompletedTask;
    }
}
