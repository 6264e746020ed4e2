using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Hosts;

namespace Platform.Pages;

/// <summary>
/// The pages behind the links of mails, and those for signing in and for one's own account. They hold no data: what they show and change
/// goes through <c>/api/auth</c>, which guards it.
/// </summary>
internal static class PagesEndpoints
{
    /// <summary>The pages by their names, and the template of each.</summary>
    internal static (string Name, string Template)[] All { get; } =
    [
        ("sign-in", "sign-in"), ("welcome", "password"), ("reset", "password"), ("forgot", "forgot"), ("account", "account"),
    ];

    /// <summary>Maps the pages and what belongs to them, at companies' hosts and the operator's.</summary>
    internal static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithMetadata(new HostsServed(ServedAt.Both)).ExcludeFromDescription().AllowAnonymous();
        group.MapGet("/", () => TypedResults.Redirect("/account"));
        foreach (var (name, template) in All) { group.MapGet($"/{name}", (HttpContext context) => Show(context, name, template)); }

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

    /// <summary>What a page says of itself, at a company's host or the operator's.</summary>
    internal static Dictionary<string, string> Values(string page, string language, string? company)
    {
        var texts = PageFiles.Texts[language];
        return new()
        {
            ["page"] = page,
            ["title"] = texts[$"{page}.title"],
            ["intro"] = texts.GetValueOrDefault($"{page}.intro", ""),
            ["company"] = company ?? texts["operator"],
        };
    }

    private static ContentHttpResult Show(HttpContext context, string page, string template)
    {
        var language = PageLanguage.At(context);
        var company = HostScope.Of(context).Company;
        var looks = company?.Branding is { } branding ? PageLooks.Of(branding) : PageLooks.Platform;
        var values = Values(page, language, company?.ShownName);
        Guard(context.Response, looks);
        return TypedResults.Content(PageText.Render(template, language, looks, values), "text/html; charset=utf-8");
    }

    private static void MapScript(RouteGroupBuilder group, string name) => group.MapGet($"/pages/{name}", (HttpContext context) =>
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Content(PageFiles.Read(name), "text/javascript; charset=utf-8");
    });
}
