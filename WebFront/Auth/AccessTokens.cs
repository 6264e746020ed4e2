using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Platform.Caching;
using Platform.People;
using Platform.Tenancy;

namespace Platform.Auth;

/// <summary>Reads access tokens with the ring's public keys, which are asked for anew when a token names another.</summary>
internal sealed class AccessTokens(IGrainFactory grains, TimeProvider clock)
{
    /// <summary>How late a key that was taken out of the ring is refused, where another process was asked to take it out.</summary>
    internal static readonly TimeSpan KeysFreshFor = TimeSpan.FromSeconds(5);

    /// <summary>A key that is not known is asked for, but strangers who invent names do not make every request two.</summary>
    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>A clock that was set back, or two machines that differ.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };
    private static readonly CryptoProviderFactory Uncached = new() { CacheSignatureProviders = false };

    private readonly BriefCache<int, ImmutableArray<SecurityKey>> _keys = new(1, KeysFreshFor, clock);

    /// <summary>What a token says, or why it is not good.</summary>
    internal async Task<(AccessClaims? Claims, string Why)> Read(string token, CancellationToken cancellationToken)
    {
        if (token.Length > TokenNames.LengthMax) { return (null, "malformed"); }

        var result = await Handler.ValidateTokenAsync(token, Parameters(await Keys(KeysFreshFor, cancellationToken)));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            result = await Handler.ValidateTokenAsync(token, Parameters(await Keys(AskedAgainAfter, cancellationToken)));
        }
        return result switch
        {
            { IsValid: true, SecurityToken: JsonWebToken read } => AccessClaims.Of(read) is { } claims ? (claims, "") : (null, "malformed"),
            { Exception: SecurityTokenInvalidLifetimeException } => (null, "expired"),
            _ => (null, "forged"),
        };
    }

    /// <summary>Makes a change of the ring count at once for this process.</summary>
    internal void ForgetKeys() => _keys.Forget(0);

    private async ValueTask<ImmutableArray<SecurityKey>> Keys(TimeSpan ageMax, CancellationToken cancellationToken)
    {
        if (_keys.TryGet(0, ageMax, out var known)) { return known; }

        var keys = await grains.KeyRing().GetKeys(cancellationToken);
        ImmutableArray<SecurityKey> opened = [.. keys.Select(Open)];
        _keys.Put(0, opened);
        return opened;
    }

    private static ECDsaSecurityKey Open(VerificationKey key)
    {
        var opened = ECDsa.Create();
        opened.ImportSubjectPublicKeyInfo(key.PublicKey, out _);
        return new ECDsaSecurityKey(opened) { KeyId = key.Id };
    }

    // Which company the token is for is compared with the host by the caller, who audits it under that company.
    private TokenValidationParameters Parameters(ImmutableArray<SecurityKey> keys) => new()
    {
        ValidTypes = [TokenNames.AccessType],
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidIssuer = TokenNames.Issuer,
        ValidateAudience = false,
        RequireSignedTokens = true,
        IssuerSigningKeys = keys,
        TryAllIssuerSigningKeys = false,
        CryptoProviderFactory = Uncached,
        LifetimeValidator = IsAlive,
    };

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return notBefore is { } begin && begin <= now + ClockTolerance && expires is { } end && now < end;
    }
}

/// <summary>What a good access token says.</summary>
internal sealed record AccessClaims(TenantId? Tenant, EmailAddress Email, Guid Session, string Actor)
{
    /// <summary>An operator inside a company, whose own account is not the company's.</summary>
    internal bool HasEntered => Tenant is not null && Actor.StartsWith("operator:", StringComparison.Ordinal);

    internal static AccessClaims? Of(JsonWebToken token)
    {
        var audience = token.Audiences.FirstOrDefault();
        var isOperators = audience == TokenNames.OperatorAudience;
        return (isOperators | TenantId.TryParse(audience, out var tenant))
            && EmailAddress.TryParse(token.Subject, out var email)
            && token.TryGetPayloadValue<string>("sid", out var sid) && Guid.TryParse(sid, out var session)
            && token.TryGetPayloadValue<string>("act", out var actor)
            ? new AccessClaims(isOperators ? null : tenant, email, session, actor)
            : null;
    }
}
