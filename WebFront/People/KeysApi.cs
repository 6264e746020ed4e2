using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;
using Platform.Text;

namespace Platform.People;

/// <summary>Administrators make keys for programs of their own company, and take them back.</summary>
internal static partial class KeysApi
{
    private const int NameMax = 100;
    private const int ScopesMax = 50;

    /// <summary>Maps <c>/api/keys</c>.</summary>
    internal static RouteGroupBuilder MapKeys(this RouteGroupBuilder api)
    {
        var group = api.MapCompanyGroup("/keys", Access.TenantAdmin, "Keys");
        group.WithMetadata(new PeopleOnly());
        group.MapGet("", List);
        group.MapPost("", Create).WithMetadata(new OwnPeopleOnly());
        group.MapDelete("/{key:guid}", Revoke);
        return api;
    }

    internal static async Task<Ok<ImmutableArray<ApiKeyView>>> List(SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.ApiKeys(user.Tenant).List(cancellationToken));

    internal static async Task<Results<Ok<NewKeyAnswer>, ProblemHttpResult>> Create(
        NewKeyRequest request, SignedInUser user, EndpointDataSource endpoints, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!IsGood(request))
        {
            return TypedResults.Problem(
                title: "A key needs a name, the role agent or tenant_admin, and scopes such as conversations:read.",
                statusCode: StatusCodes.Status400BadRequest);
        }
        if (request.Scopes.FirstOrDefault(scope => !ApiArea.IsScope(scope, endpoints)) is not null)
        {
            return TypedResults.Problem(
                type: "unknown-scope", title: "A scope is an area of this API, with read or write.", statusCode: StatusCodes.Status400BadRequest);
        }

        var secret = Secret.New();
        var order = new ApiKeyOrder(request.Name!, request.Role!.Value, [.. request.Scopes.Distinct()], secret.Hash);
        return await grains.ApiKeys(user.Tenant).Add(order, cancellationToken) is { } key
            ? TypedResults.Ok(new NewKeyAnswer(key, ApiKeyText.Write(key.Id, secret)))
            : TypedResults.Problem(title: "There is no room for more keys.", statusCode: StatusCodes.Status409Conflict);
    }

    internal static async Task<Results<NoContent, NotFound>> Revoke(
        Guid key, SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        await grains.ApiKeys(user.Tenant).Revoke(key, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static bool IsGood(NewKeyRequest request) =>
        request.Name is { Length: <= NameMax } name && !string.IsNullOrWhiteSpace(name) && PlainText.IsClean(name)
        && request.Role is Role.Agent or Role.TenantAdmin
        && request.Scopes is { IsDefaultOrEmpty: false, Length: <= ScopesMax }
        && request.Scopes.All(scope => scope is not null && Scope().IsMatch(scope));

    [GeneratedRegex(@"\A[a-z][a-z\-]{0,40}:(?:read|write)\z")]
    private static partial Regex Scope();
}

/// <summary>A key that is wanted.</summary>
internal sealed record NewKeyRequest(string? Name, Role? Role, ImmutableArray<string> Scopes);

/// <summary>A key that was made.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">For the header <c>Authorization: Bearer …</c>. Shown this one time.</param>
internal sealed record NewKeyAnswer(ApiKeyView Key, string Secret)
{
    /// <summary>Leaves the secret out.</summary>
    public override string ToString() => $"NewKeyAnswer {{ Key = {Key.Id} }}";
}
