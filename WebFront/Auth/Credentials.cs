using Platform.Caching;
using Platform.People;
using Platform.Tenancy;

namespace Platform.Auth;

/// <summary>Finds who a credential belongs to. Each opens the host of its own company, and no other.</summary>
internal sealed class Credentials(IGrainFactory grains, AccessTokens tokens, SessionCookies cookies, TimeProvider clock)
{
    /// <summary>How late an access token ends with its session, or shows another role.</summary>
    internal static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    private const int SessionsMax = 20_000;

    private readonly BriefCache<(TenantId? Tenant, EmailAddress Email, Guid Session), SignedInAs> _standing = new(SessionsMax, FreshFor, clock);

    /// <summary>Who shows this bearer token at a host, or why it is not good there.</summary>
    internal Task<Recognised> Bearer(string token, TenantId? host, CancellationToken cancellationToken) =>
        token.StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal) ? Key(token, host, cancellationToken) : Access(token, host, cancellationToken);

    /// <summary>Whose browser this is at a host, or why its cookie is not good there. Renews the cookie when its time has come.</summary>
    internal async Task<Recognised> Cookie(HttpContext context, TenantId? host)
    {
        if (cookies.ReadSession(context.Request) is not { } ticket) { return Recognised.Not("session-refused", "malformed"); }

        var stop = context.RequestAborted;
        var account = grains.Account(host, ticket.Email);
        if (await account.CheckSession(ticket.Secret.Hash, ClientAddress.Of(context), stop) is not { } check)
        {
            return Recognised.Not("session-refused", "ended");
        }
        if (check.Standing != SessionStanding.Open)
        {
            var next = Secret.New();
            var isReplaced = await account.RenewSession(new SessionRenewal(ticket.Secret.Hash, next.Hash, ClientAddress.Of(context)), stop);
            if (check.Standing == SessionStanding.Reused) { return Recognised.Not("session-refused", "reused"); }
            if (isReplaced) { cookies.WriteSession(context.Response, ticket with { Secret = next }); }
        }
        return Recognised.As(Person(CallerKind.Session, ticket.Email, host, check.As));
    }

    /// <summary>Makes what ended here end at once for this process.</summary>
    internal void Forget(TenantId? tenant, EmailAddress email, Guid session) => _standing.Forget((tenant, email, session));

    /// <summary>Makes what ended for a person end at once for this process, inside companies as well.</summary>
    internal void Forget(TenantId? tenant, EmailAddress email) => _standing.ForgetAll(key => key.Tenant == tenant && key.Email == email);

    private async Task<Recognised> Key(string text, TenantId? host, CancellationToken cancellationToken)
    {
        if (host is not { } tenant || !ApiKeyText.TryRead(text, out var id, out var secret)) { return Recognised.Not("api-key-refused", "malformed"); }

        ActingTenant.Set(tenant);
        return await grains.ApiKeys(tenant).Check(id, secret.Hash, cancellationToken) is { } key
            ? Recognised.As(new Caller(CallerKind.Key, key.Name, tenant, key.Role, $"key:{key.Id:N}", Guid.Empty) { Scopes = key.Scopes })
            : Recognised.Not("api-key-refused", "unknown");
    }

    private async Task<Recognised> Access(string token, TenantId? host, CancellationToken cancellationToken)
    {
        var (claims, why) = await tokens.Read(token, cancellationToken);
        if (claims is null) { return Recognised.Not("access-token-refused", why); }
        if (claims.Tenant != host)
        {
            return Recognised.Not("access-token-refused", "another-host", claims.Actor) with { IsStrangers = true, Home = claims.Tenant };
        }

        var home = claims.HasEntered ? null : claims.Tenant;
        if (await Standing(home, claims, cancellationToken) is not { } standing)
        {
            return Recognised.Not("access-token-refused", "session-ended", claims.Actor);
        }
        return Recognised.As(claims.HasEntered
            ? new Caller(CallerKind.Entered, claims.Email.Text, claims.Tenant, Role.TenantAdmin, claims.Actor, claims.Session)
            : Person(CallerKind.Token, claims.Email, claims.Tenant, standing));
    }

    private async ValueTask<SignedInAs?> Standing(TenantId? home, AccessClaims claims, CancellationToken cancellationToken)
    {
        var key = (home, claims.Email, claims.Session);
        if (_standing.TryGet(key, out var known)) { return known; }

        var standing = await grains.Account(home, claims.Email).CheckAccess(claims.Session, cancellationToken);
        if (standing is not null) { _standing.Put(key, standing); }
        return standing;
    }

    private static Caller Person(CallerKind kind, EmailAddress email, TenantId? tenant, SignedInAs standing) =>
        new(kind, email.Text, tenant, standing.Role, $"{(tenant is null ? "operator" : "user")}:{email.Text}", standing.Session)
        {
            MustEnrol = standing.MustEnrol,
        };
}

/// <summary>Who was recognised, or how and why nobody was.</summary>
/// <param name="Caller">Who was recognised.</param>
/// <param name="Action">What is audited, where nobody was.</param>
/// <param name="Why">Why nobody was.</param>
/// <param name="Actor">Whose credential it is, where it is a genuine one that does not open here.</param>
internal sealed record Recognised(Caller? Caller, string Action, string Why, string Actor)
{
    internal const string Outside = "outside";

    /// <summary>Whether it is the genuine credential of somebody who belongs elsewhere.</summary>
    internal bool IsStrangers { get; init; }

    /// <summary>The company that such a stranger belongs to, or <c>null</c> for the operator.</summary>
    internal TenantId? Home { get; init; }

    internal static Recognised As(Caller caller) => new(caller, "", "", caller.Actor);

    internal static Recognised Not(string action, string why, string actor = Outside) => new(Caller: null, action, why, actor);
}
