namespace Platform.Conversations;

/// <summary>Who answers a conversation. Every change raises <paramref name="Epoch"/>; a send of an older epoch is refused.</summary>
/// <param name="Owner">Who answers.</param>
/// <param name="Epoch">Counts the changes of owner, from 0.</param>
[GenerateSerializer, Immutable, Alias("ownership")]
public readonly record struct Ownership(Owner Owner, long Epoch);

/// <summary>Who answers a conversation.</summary>
[GenerateSerializer, Alias("owner")]
public enum Owner
{
    Bot,
    Person,
}
