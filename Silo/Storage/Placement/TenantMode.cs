namespace Platform.Storage;

/// <summary>Whether a tenant's data is written in a database; the number is kept with the tenant there.</summary>
internal enum TenantMode
{
    /// <summary>It is.</summary>
    Served = 0,

    /// <summary>Not now: it is being copied. It may be read.</summary>
    Copied = 1,

    /// <summary>It is not: what is there, if anything, is old.</summary>
    Elsewhere = 2,
}
