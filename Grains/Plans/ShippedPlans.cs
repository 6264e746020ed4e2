using System.Collections.Immutable;

namespace Platform.Plans;

/// <summary>The plans that come with the platform.</summary>
public static class ShippedPlans
{
    /// <summary>Their definitions.</summary>
    public static ImmutableArray<string> Definitions { get; } = [Text("basic"), Text("professional"), Text("enterprise")];

    // A definition that ships with the platform and is not valid is our own broken rule; tests keep it from happening.
    private static string Text(string name)
    {
        using var stream = typeof(ShippedPlans).Assembly.GetManifestResourceStream($"Platform.Plans.{name}.json")
            ?? throw new InvalidOperationException($"The resource {name}.json is not part of this build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
