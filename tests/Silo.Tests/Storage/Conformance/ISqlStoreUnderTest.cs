using Platform.Audit;
using Platform.Tenancy;

namespace Platform.Tests.Storage;

/// <summary>A store whose tables can be looked at.</summary>
public interface ISqlStoreUnderTest : IStoreUnderTest
{
    IAuditLog Audit { get; }

    ITenantList Tenants { get; }

    IAuditReader AuditReader { get; }

    /// <summary>What the product's own registration gives.</summary>
    T Get<T>() where T : notnull;

    /// <summary>The tenant's id as the database's SQL writes it.</summary>
    string Literal(TenantId tenant);

    /// <summary>The type of ids.</summary>
    string IdType { get; }

    /// <summary>Does what a migration's end does for a table that a test added.</summary>
    Task LetApplicationUse(string table);

    /// <summary>Runs SQL as whoever owns the database could, past everything that binds the application.</summary>
    Task Tamper(string sql);

    /// <summary>
    /// All rows of a table, each as text in the order of the names of its columns, sorted; times as microseconds, ids as text, so that
    /// databases can be compared. Positions and hashes are left out.
    /// </summary>
    Task<IReadOnlyList<string>> Rows(string table);
}
