namespace Platform.Conversations;

/// <summary>How conversations behave. The same for all tenants.</summary>
public sealed class ConversationOptions
{
    /// <summary>
    /// How long the bot waits for another message before it answers: people send one thought in several messages. Zero answers each at
    /// once, in
    /// the same commit. Default: 1.2 seconds.
    /// </summary>
    public TimeSpan Debounce { get; set; } = TimeSpan.FromSeconds(1.2);

    /// <summary>Longest wait for a burst to end. Default: 5 seconds.</summary>
    public TimeSpan DebounceMax { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Messages older than this are kept and not answered: the customer has moved on. Default: 2 hours.</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromHours(2);

    /// <summary>A dialogue not used for so long begins anew, with the newest bot. Default: 6 hours.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(6);

    /// <summary>
    /// A person who has a conversation and neither writes nor gives it back loses it to the bot after so long. Default: 12 hours.
    /// </summary>
    public TimeSpan HandBackAfter { get; set; } = TimeSpan.FromHours(12);
}
