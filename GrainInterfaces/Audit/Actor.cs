namespace Platform.Audit;

/// <summary>
/// Who does what the current call does, carried by <see cref="RequestContext"/> beside the tenant acted for. Set where the person, key or
/// exchange was recognised; without one it is the platform itself.
/// </summary>
/// <param name="Name">Kind and name: <c>user:ana@clinic.example</c>, <c>operator:…</c>, <c>key:…</c>, <c>pbx:…</c>, <c>platform</c>.</param>
/// <param name="Address">The network address it came from, or <c>null</c> when it came from no network.</param>
[GenerateSerializer, Immutable, Alias("actor")]
public sealed record Actor(string Name, string? Address)
{
    private const string Key = "platform.actor";

    /// <summary>Whether it is one of the operator's people, or the platform itself.</summary>
    public bool IsOfInstallation => IsOperator || Name == Platform.Name;

    /// <summary>Whether it is one of the operator's people, at the operator's host or inside a company.</summary>
    public bool IsOperator => Name.StartsWith("operator:", StringComparison.Ordinal);

    /// <summary>Whoever acts now.</summary>
    public static Actor Current => RequestContext.Get(Key) as Actor ?? Platform;

    private static Actor Platform { get; } = new("platform", Address: null);

    /// <summary>Says who acts in what the caller does next.</summary>
    public static void Set(Actor actor) => RequestContext.Set(Key, actor);
}
