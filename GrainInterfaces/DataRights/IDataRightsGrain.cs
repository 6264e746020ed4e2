using System.Collections.Immutable;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.DataRights;

/// <summary>What a person may ask a company for: everything about oneself, and that it be erased (key: tenant id).</summary>
[Alias("data-rights")]
public interface IDataRightsGrain : IGrainWithGuidKey, ITenantScoped
{
    /// <summary>Everything stored about a person under any of the person's identities; audited.</summary>
    [Alias("export")]
    Task<PersonExport> Export(PeerKey peer, CancellationToken cancellationToken);

    /// <summary>Erases a person; audited, with a signed receipt. What arrives later but is older than this is not taken in again.</summary>
    [Alias("erase")]
    Task<ErasureReceipt> Erase(PeerKey peer, CancellationToken cancellationToken);

    /// <summary>Whether this installation gave the receipt, as it is, for this company.</summary>
    [Alias("verify-receipt")]
    Task<bool> VerifyReceipt(ErasureReceipt receipt, CancellationToken cancellationToken);
}

/// <summary>Everything about one person.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Keys">The person's identities.</param>
/// <param name="Tables">What each table holds.</param>
[GenerateSerializer, Immutable, Alias("person-export")]
public sealed record PersonExport(DateTimeOffset At, ImmutableArray<PeerKey> Keys, ImmutableArray<PersonalRows> Tables);

/// <summary>One table's rows about a person.</summary>
/// <param name="Table">The table.</param>
/// <param name="RowsJson">An array of objects.</param>
[GenerateSerializer, Immutable, Alias("personal-rows")]
public sealed record PersonalRows(string Table, string RowsJson);

/// <summary>How many rows of a table were erased or made anonymous.</summary>
[GenerateSerializer, Immutable, Alias("erased-rows")]
public sealed record ErasedRows(string Table, long Rows);

/// <summary>A proof that a person was erased, without saying who it was.</summary>
/// <param name="Tenant">The company.</param>
/// <param name="PersonHash">The person's keyed hash: the company can match a number with it, nobody else can.</param>
/// <param name="ErasedAt">When.</param>
/// <param name="Erased">What was erased.</param>
/// <param name="KeptCallsSince">Calls since then are kept without who called.</param>
/// <param name="Signature">HMAC-SHA256 of all of this under the installation's key, as base64.</param>
[GenerateSerializer, Immutable, Alias("erasure-receipt")]
public sealed record ErasureReceipt(
    TenantId Tenant, string PersonHash, DateTimeOffset ErasedAt, ImmutableArray<ErasedRows> Erased, DateTimeOffset KeptCallsSince,
    string Signature);
