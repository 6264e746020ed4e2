using Platform.Audit;

namespace Platform.Tests.Storage;

/// <summary>A store whose tables can be looked at.</summary>
public interface ISqlStoreUnderTest : IStoreUnderTest
{
    IAuditLog Audit { get; }

    /// <summary>
    /// All rows of a table, each as text in the order of the names of its columns, sorted; times as microseconds, ids as text, so that
    /// databases can be compared. Positions and hashes are left out.
    /// </summary>
    Task<IReadOnlyList<string>> Rows(string table);
}
