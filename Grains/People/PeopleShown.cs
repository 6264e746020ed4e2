using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.People;

/// <summary>People, and what is asked of them, as audit entries show them before and after a change.</summary>
internal static class PeopleShown
{
    internal static string Of(SignInPolicy policy) => JsonSerializer.Serialize(policy, PeopleShownJson.Default.SignInPolicy);

    internal static string? Of(Person? person) => person is null
        ? null
        : JsonSerializer.Serialize(new PersonShown(person.Name, person.Role, person.HasJoined), PeopleShownJson.Default.PersonShown);
}

/// <summary>A person as an audit entry shows one.</summary>
internal sealed record PersonShown(string Name, Role Role, bool HasJoined);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PersonShown))]
[JsonSerializable(typeof(SignInPolicy))]
internal sealed partial class PeopleShownJson : JsonSerializerContext;
