using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Platform.Tenancy;

namespace Platform.People;

/// <summary>
/// Writes and reads tokens (JWT, RFC 7519, ES256). A type in the header keeps the token of a link from opening the API, and the reverse.
/// </summary>
internal static class Tokens
{
    private static readonly CryptoProviderFactory Uncached = new() { CacheSignatureProviders = false };

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    internal static string Access(AccessGrant grant, ECDsaSecurityKey key, DateTimeOffset now) => Write(
        TokenNames.AccessType, grant.Tenant, now, grant.Lifetime, key, new Dictionary<string, object>
        {
            ["sub"] = grant.Email.Text,
            ["role"] = TokenNames.NameOf(grant.Role),
            ["tenant"] = grant.Tenant?.ToString() ?? "",
            ["sid"] = grant.Session.ToString(),
            ["act"] = grant.Actor,
        });

    internal static string Link(LinkGrant grant, ECDsaSecurityKey key, DateTimeOffset now) => Write(
        TokenNames.LinkType, grant.Tenant, now, grant.ExpiresAt - now, key, new Dictionary<string, object>
        {
            ["sub"] = grant.Email.Text,
            ["use"] = grant.Purpose.ToString(),
            ["jti"] = grant.Id.ToString(),
            ["ver"] = grant.PasswordVersion,
        });

    internal static async Task<LinkGrant?> ReadLink(string token, ImmutableArray<VerificationKey> keys, DateTimeOffset now)
    {
        if (token.Length > TokenNames.LengthMax) { return null; }
        var result = await Handler.ValidateTokenAsync(token, Parameters(keys, now));
        return result.IsValid && result.SecurityToken is JsonWebToken read ? Grant(read) : null;
    }

    private static LinkGrant? Grant(JsonWebToken read)
    {
        var audience = read.Audiences.Single();
        var isOperators = audience == TokenNames.OperatorAudience;
        return (isOperators | TenantId.TryParse(audience, out var tenant))
            && EmailAddress.TryParse(read.Subject, out var email)
            && read.TryGetPayloadValue<string>("use", out var use) && Enum.TryParse<LinkPurpose>(use, out var purpose)
            && Guid.TryParse(read.Id, out var id)
            && read.TryGetPayloadValue<int>("ver", out var version)
            ? new LinkGrant(isOperators ? null : tenant, email, purpose, id, version, new DateTimeOffset(read.ValidTo, TimeSpan.Zero))
            : null;
    }

    private static string Write(
        string type, TenantId? tenant, DateTimeOffset now, TimeSpan lifetime, ECDsaSecurityKey key, Dictionary<string, object> claims) =>
        Handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = type,
            Issuer = TokenNames.Issuer,
            Audience = tenant?.ToString() ?? TokenNames.OperatorAudience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + lifetime).UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256) { CryptoProviderFactory = Uncached },
        });

    // Whose link it is and whether it still fits is the account's to say.
    private static TokenValidationParameters Parameters(ImmutableArray<VerificationKey> keys, DateTimeOffset now) => new()
    {
        ValidTypes = [TokenNames.LinkType],
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidIssuer = TokenNames.Issuer,
        ValidateAudience = false,
        RequireSignedTokens = true,
        IssuerSigningKeys = keys.Select(KeyOf),
        TryAllIssuerSigningKeys = false,
        CryptoProviderFactory = Uncached,
        LifetimeValidator = (_, expires, _, _) => expires is { } end && end > now.UtcDateTime,
    };

    private static ECDsaSecurityKey KeyOf(VerificationKey key)
    {
        var opened = ECDsa.Create();
        opened.ImportSubjectPublicKeyInfo(key.PublicKey, out _);
        return new ECDsaSecurityKey(opened) { KeyId = key.Id };
    }
}
