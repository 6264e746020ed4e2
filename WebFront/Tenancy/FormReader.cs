namespace Platform.Tenancy;

/// <summary>Reads the texts of a request into types that cannot be wrong, and collects what cannot be read, by member.</summary>
internal sealed class FormReader
{
    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    /// <summary>What could not be read, by member.</summary>
    internal IDictionary<string, string[]> Errors => _errors;

    /// <summary>Whether something could not be read.</summary>
    internal bool HasErrors => _errors.Count > 0;

    /// <summary>The value; where the text is missing or wrong, an error and a <c>default</c> that must not be used.</summary>
    internal T Required<T>(string member, string? text, string rule) where T : struct, IParsable<T>
    {
        if (T.TryParse(text, null, out var value)) { return value; }
        Refuse(member, rule);
        return default;
    }

    /// <summary>The value, or <c>null</c> where there is no text.</summary>
    internal T? Optional<T>(string member, string? text, string rule) where T : struct, IParsable<T> =>
        text is null ? null : Required<T>(member, text, rule);

    /// <summary>The value; where it is missing, an error and a <c>default</c> that must not be used.</summary>
    internal T Given<T>(string member, T? value) where T : struct
    {
        if (value is null) { Refuse(member, "It is missing."); }
        return value.GetValueOrDefault();
    }

    /// <summary>Trimmed text of bounded length without control characters, or <c>null</c> where there is none.</summary>
    internal string? OptionalText(string member, string? text, int lengthMax)
    {
        if (text?.Trim() is not { } trimmed) { return null; }
        if (trimmed.Length <= lengthMax && Text.PlainText.IsClean(trimmed.ReplaceLineEndings(" "))) { return trimmed; }
        Refuse(member, $"At most {lengthMax} characters, without control characters.");
        return null;
    }

    /// <summary>Like <see cref="OptionalText"/>, and not empty.</summary>
    internal string RequiredText(string member, string? text, int lengthMax)
    {
        if (text is null || text.Trim().Length == 0) { Refuse(member, $"1 to {lengthMax} characters."); }
        return OptionalText(member, text, lengthMax) ?? "";
    }

    /// <summary>The list without holes and not longer than allowed.</summary>
    internal T[] List<T>(string member, T?[] items, int countMax) where T : class
    {
        if (items.Length <= countMax && !items.Contains(null)) { return items!; }
        Refuse(member, $"At most {countMax} items, none of them null.");
        return [];
    }

    /// <summary>Notes that a member cannot be read; the first reason counts.</summary>
    internal void Refuse(string member, string reason) => _errors.TryAdd(member, [reason]);
}
