using Platform.Benchmarks.Reference;

namespace Platform.Benchmarks.Hosts;

/// <summary>A database of one benchmark: made before the host starts, removed after it stopped.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>How the table calls it.</summary>
    string Name { get; }

    /// <summary>The product's settings for it.</summary>
    IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>Makes it, empty.</summary>
    Task Create();

    /// <summary>The bare writer on the same database.</summary>
    Task<IReferenceWriter> OpenReference();

    /// <summary>Runs SQL beside the product.</summary>
    Task Execute(string sql);

    /// <summary>The only value of a query.</summary>
    Task<object?> Query(string sql);

    /// <summary>A table function with the column <c>i</c> from 0 to <paramref name="count"/> - 1.</summary>
    string Numbers(int count);

    /// <summary>A tenant id as a literal.</summary>
    string Literal(Guid id);

    /// <summary>An expression for a new, unique id of the row <c>i</c>.</summary>
    string NewId { get; }

    /// <summary>An expression that makes a time of microseconds since 1970.</summary>
    string Time(string micros);

    /// <summary>A boolean that is true.</summary>
    string True { get; }

    /// <summary>A JSON text as the state column takes it.</summary>
    string State(string json);
}
