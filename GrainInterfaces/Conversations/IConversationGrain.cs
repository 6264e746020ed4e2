using Platform.Alarms;
using Platform.Calls;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.Conversations;

/// <summary>One company's conversation with one customer over all media (key: tenant id, <c>PeerKey</c> text).</summary>
[Alias("conversation")]
public interface IConversationGrain : IGrainWithGuidCompoundKey, ITenantScoped, IAlarmTarget
{
    /// <summary>Takes a customer's message. The answer means that it is durable.</summary>
    [Alias("receive")]
    Task<Receipt> Receive(InboundMessage message, CancellationToken cancellationToken);

    /// <summary>Takes what a person of the company wrote outside the platform: the person has the conversation from here.</summary>
    [Alias("receive-from-person")]
    Task<Receipt> ReceiveFromPerson(PersonMessage message, CancellationToken cancellationToken);

    /// <summary>Gives the conversation to a person: the bot is silent from this instant, also with replies not yet sent.</summary>
    [Alias("take-over")]
    Task<Ownership> TakeOver(CancellationToken cancellationToken);

    /// <summary>Gives the conversation back to the bot.</summary>
    [Alias("release")]
    Task<Ownership> Release(CancellationToken cancellationToken);

    /// <summary>Goes one step in a telephone call and says what the switch must do next.</summary>
    [Alias("step-call")]
    Task<CallReply> StepCall(CallStep step, CancellationToken cancellationToken);

    /// <summary>The call's channel has ended.</summary>
    [Alias("end-call")]
    Task EndCall(CallEnded ended, CancellationToken cancellationToken);

    /// <summary>Who answers the conversation.</summary>
    [Alias("get-ownership")]
    Task<Ownership> GetOwnership(CancellationToken cancellationToken);

    /// <summary>
    /// This conversation belongs to <paramref name="peer"/> from here on: what it holds is given to that conversation by <see
    /// cref="Adopt"/>, and later messages are passed on, until it is handed to another peer. <c>null</c> when there was never anything to
    /// give. Repeatable.
    /// </summary>
    [Alias("hand-off")]
    Task<ConversationMove?> HandOff(PeerKey peer, CancellationToken cancellationToken);

    /// <summary>Goes on with what the conversation of <paramref name="from"/> held. The same identity again changes nothing.</summary>
    [Alias("adopt")]
    Task Adopt(PeerKey from, ConversationMove move, CancellationToken cancellationToken);

    /// <summary>The person was erased: what is in memory is forgotten, and the next message begins anew.</summary>
    [Alias("forget")]
    Task Forget(CancellationToken cancellationToken);

    /// <summary>A page of what was said, newest first. <paramref name="before"/> is a page's cursor; at most 200 lines.</summary>
    [Alias("read-transcript")]
    Task<TranscriptPage> ReadTranscript(string? before, int linesMax, CancellationToken cancellationToken);
}
