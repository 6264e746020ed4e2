namespace Platform.Plans;

/// <summary>What plans limit. The numbers are stored with the counters.</summary>
[GenerateSerializer, Alias("meter")]
public enum Meter
{
    /// <summary>Conversations that began in the month.</summary>
    Conversations = 0,

    /// <summary>Messages of the month, received and sent, whoever wrote them. What is said in calls is no message.</summary>
    Messages = 1,

    /// <summary>Seconds of calls that ended in the month, each call rounded as the plan says.</summary>
    CallSeconds = 2,

    /// <summary>What language models cost in the month, in the plan's minor unit of money.</summary>
    ModelSpend = 3,

    /// <summary>Bytes of text kept, over all time.</summary>
    StorageBytes = 4,

    /// <summary>People who can sign in, now. Not counted by turns: see <see cref="ISubscriptionGrain.Allow"/>.</summary>
    Users = 5,

    /// <summary>Channels claimed, now. Likewise.</summary>
    Channels = 6,
}

/// <summary>How much of a meter was used.</summary>
[GenerateSerializer, Immutable, Alias("metered")]
public sealed record Metered(Meter Meter, long Amount);
