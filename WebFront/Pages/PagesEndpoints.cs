using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Hosts;

namespace Platform.Pages;

/// <summary>
/// The pages behind the links of mails, and those for signing in and for one's own account. They hold no data: what they show and change
/// goes through <c>/api/auth</c>, which guards it.
/// </summary>
internal static class PagesEndpoints
{
    /// <summary>A page's name, and the name of the text that is its title.</summary>
    internal static (string Name, string Title)[] All { get; } =
    [
        ("sign-in", "sign-in.title"), ("welcome", "welcome.title"), ("reset", "reset.title"), ("forgot", "forgot.title"),
        ("account", "account.title"),
    ];

    /// <summary>Maps the pages and what belongs to them, at companies' hosts and the operator's.</summary>
    internal static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithMetadata(new HostsServed(ServedAt.Both)).ExcludeFromDescription().AllowAnonymous();
        group.MapGet("/", () => TypedResults.Redirect("/account"));
        foreach (var (name, title) in All) { group.MapGet($"/{name}", (HttpContext context) => Show(context, name, title)); }

        foreach (var script in (string[])["pages.js", "account.js", "call.js"]) { MapScript(group, script); }
        return routes;
    }

    /// <summary>Tells browsers how careful to be with a page, and to leave no trace of a link's address in other sites' logs.</summary>
    internal static void Guard(HttpResponse response, PageLooks looks)
    {
        response.Headers.ContentSecurityPolicy = looks.Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-store";
    }

    private static ContentHttpResult Show(HttpContext context, string page, string title)
    {
        var language = PageLanguage.At(context);
        var company = HostScope.Of(context).Company;
        var looks = company?.Branding is { } branding ? PageLooks.Of(branding) : PageLooks.Platform;
        var texts = PageFiles.Texts[language];
        var values = new Dictionary<string, string>
        {
            ["title"] = texts[title],
            ["company"] = company?.Branding?.Name?.Value ?? company?.Name ?? texts["operator"],
        };
        Guard(context.Response, looks);
        return TypedResults.Content(PageText.Render(page, language, looks, values), "text/html; charset=utf-8");
    }

    private static void MapScript(RouteGroupBuilder group, string name) => group.MapGet($"/pages/{name}", (HttpContext context) =>
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Content(PageFiles.Read(name), "text/javascript; charset=utf-8");
    });
}
