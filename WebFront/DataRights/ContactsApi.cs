using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.DataRights;

/// <summary>A company answers a person who asks for one's own data, or that it be erased.</summary>
internal static class ContactsApi
{
    /// <summary>Maps <c>/api/contacts/{peer}</c>, <c>/api/erasure-receipts</c> and the operator's verification of receipts.</summary>
    internal static RouteGroupBuilder MapContacts(this RouteGroupBuilder api)
    {
        var contact = api.MapCompanyGroup("/contacts/{peer}", Access.TenantAdmin, "Data rights");
        contact.MapPost("/export", Export);
        contact.MapPost("/erase", Erase);
        api.MapCompanyGroup("/erasure-receipts", Access.TenantAdmin, "Data rights").MapPost("/verify", Verify);
        api.MapTenantAdministration("/erasure-receipts", "Data rights").MapPost("/verify", VerifyOfTenant);
        return api;
    }

    internal static async Task<FileContentHttpResult> Export(
        string peer, SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var export = await grains.DataRights(user.Tenant).Export(Person(peer), cancellationToken);
        return TypedResults.Bytes(PersonArchive.Of(export), "application/zip", "contact.zip");
    }

    internal static async Task<Ok<ErasureReceipt>> Erase(
        string peer, SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.DataRights(user.Tenant).Erase(Person(peer), cancellationToken));

    internal static async Task<Ok<ReceiptVerdict>> Verify(
        ErasureReceipt receipt, SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ReceiptVerdict(await grains.DataRights(user.Tenant).VerifyReceipt(receipt, cancellationToken)));

    internal static async Task<Ok<ReceiptVerdict>> VerifyOfTenant(
        TenantId tenant, ErasureReceipt receipt, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ReceiptVerdict(await grains.DataRights(tenant).VerifyReceipt(receipt, cancellationToken)));

    // A number is taken in any of its usual forms: with or without the ninth digit, as people write it.
    private static PeerKey Person(string text) => PhoneNumbers.TryRead(text, out var number) ? PeerKey.Of(number)
        : PeerKey.TryParse(text, out var peer) ? peer
        : throw new BadHttpRequestException("The parameter \"peer\" is neither a number nor an identity.");
}

/// <summary>What was found of a receipt.</summary>
/// <param name="Genuine">Whether this installation gave it to this company, as it is.</param>
internal sealed record ReceiptVerdict(bool Genuine);
