using System.Collections.Immutable;
using System.Text.Json;

namespace Platform.Dialogue;

/// <summary>
/// A value of a definition with its path. Reading never throws: what is missing or of the wrong kind is noted with path and
/// reason, and an empty value takes its place so that all faults are found in one go.
/// </summary>
internal readonly struct BotJson(JsonElement element, string path, List<BotError> errors)
{
    public string Path { get; } = path;

    public void Fail(string reason) => errors.Add(new BotError(Path, reason));

    /// <summary>Whether the object has the member.</summary>
    public bool Has(string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out _);

    /// <summary>Notes members that the format does not have: a misspelt name would otherwise be ignored in silence.</summary>
    public BotJson Only(params ReadOnlySpan<string> names)
    {
        foreach (var (name, member) in Members())
        {
            if (!names.Contains(name)) { member.Fail("This member is not known here."); }
        }
        return this;
    }

    public BotJson Get(string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? new BotJson(value, $"{Path}.{name}", errors)
            : new BotJson(default, $"{Path}.{name}", errors);

    public IEnumerable<(string Name, BotJson Value)> Members()
    {
        if (!Is(JsonValueKind.Object, "an object")) { return []; }
        var (path, noted) = (Path, errors);
        return element.EnumerateObject().Select(member => (member.Name, new BotJson(member.Value, $"{path}.{member.Name}", noted)));
    }

    public ImmutableArray<BotJson> Items()
    {
        if (!Is(JsonValueKind.Array, "an array")) { return []; }
        var (path, noted) = (Path, errors);
        return [.. element.EnumerateArray().Select((item, index) => new BotJson(item, $"{path}[{index}]", noted))];
    }

    public string Text()
    {
        if (!Is(JsonValueKind.String, "a text")) { return ""; }
        var text = Unicode();
        if (string.IsNullOrWhiteSpace(text)) { Fail("It must not be empty."); }
        return text;
    }

    // JSON may escape half a character, which is no text.
    private string Unicode()
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>A name: letters, digits, dots, dashes.</summary>
    public string Name()
    {
        var text = Text();
        if (text.Length > 0 && !Target.IsName(text)) { Fail("A name has 1 to 40 letters, digits, dots, dashes or underscores."); }
        return text;
    }

    public string? OptionalText(string name) => Has(name) ? Get(name).Text() : null;

    public bool Flag(string name, bool otherwise = false)
    {
        if (!Has(name)) { return otherwise; }
        var value = Get(name);
        return value.Kind is JsonValueKind.True or JsonValueKind.False
            ? value.Kind == JsonValueKind.True
            : value.Wrong("true or false", otherwise);
    }

    public int Whole(int from, int to)
    {
        if (Kind == JsonValueKind.Number && element.TryGetInt32(out var value) && value >= from && value <= to) { return value; }
        return Wrong($"a whole number from {from} to {to}", from);
    }

    public double Fraction(double from, double to)
    {
        if (Kind == JsonValueKind.Number && element.TryGetDouble(out var value) && value >= from && value <= to) { return value; }
        return Wrong($"a number from {from} to {to}", from);
    }

    public Condition? Condition(string name)
    {
        if (OptionalText(name) is not { } text) { return null; }
        var condition = new Condition(text);
        if (!condition.IsKnown) { Get(name).Fail("This condition is not known."); }
        return condition;
    }

    public Target TargetOr(string name, Target otherwise)
    {
        if (OptionalText(name) is not { } text) { return otherwise; }
        if (Target.Read(text) is { } target) { return target; }
        return Get(name).Wrong("a step, flow:name, flow:name/step, #next or #resume", otherwise);
    }

    private JsonValueKind Kind => element.ValueKind;

    private bool Is(JsonValueKind kind, string expected)
    {
        if (Kind == kind) { return true; }
        Fail(Kind == JsonValueKind.Undefined ? $"It is missing; {expected} is expected." : $"It must be {expected}.");
        return false;
    }

    private T Wrong<T>(string expected, T otherwise)
    {
        Fail(Kind == JsonValueKind.Undefined ? $"It is missing; {expected} is expected." : $"It must be {expected}.");
        return otherwise;
    }
}
