namespace Orleans;

/// <summary>A state on its way between a grain and its storage.</summary>
public interface IGrainState<T>
{
    T? State { get; set; }

    string? ETag { get; set; }

    bool RecordExists { get; set; }
}

/// <summary>The usual carrier of a state.</summary>
[GenerateSerializer]
public sealed class GrainState<T> : IGrainState<T>
{
    public GrainState()
    {
    }

    public GrainState(T? state)
        : this(state, null)
    {
    }

    public GrainState(T? state, string? eTag)
    {
        State = state;
        ETag = eTag;
    }

    [Id(0)] public T? State { get; set; }

    [Id(1)] public string? ETag { get; set; }

    [Id(2)] public bool RecordExists { get; set; }
}
