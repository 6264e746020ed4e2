namespace Platform.Storage;

/// <summary>What became of a message to send, as the outbox holds it. The open ones come first.</summary>
internal enum OutboxStatus
{
    Queued = 0,
    Sending = 1,
    Sent = 2,
    Failed = 3,
    Withdrawn = 4,
}
