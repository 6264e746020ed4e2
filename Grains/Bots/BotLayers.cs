using System.Text.Json.Nodes;

namespace Platform.Bots;

/// <summary>Lays one definition over another: members are merged, values and lists are replaced, null removes.</summary>
public static class BotLayers
{
    /// <summary>Merges as RFC 7396 does; neither argument is changed.</summary>
    public static JsonObject Merge(JsonObject below, JsonObject above)
    {
        var merged = below.DeepClone().AsObject();
        foreach (var (name, value) in above)
        {
            if (value is null) { merged.Remove(name); }
            else { merged[name] = value is JsonObject over && merged[name] is JsonObject under ? Merge(under, over) : value.DeepClone(); }
        }
        return merged;
    }
}
