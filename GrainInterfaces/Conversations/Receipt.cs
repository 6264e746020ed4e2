namespace Platform.Conversations;

/// <summary>What became of a delivery.</summary>
[GenerateSerializer, Alias("receipt")]
public enum Receipt
{
    /// <summary>Committed: the sender need not repeat it.</summary>
    Accepted,

    /// <summary>Seen before: nothing changed.</summary>
    Duplicate,
}
