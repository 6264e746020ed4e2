using Platform.Hosts;

namespace Platform.Pages;

/// <summary>Which language a page speaks to its reader.</summary>
internal static class PageLanguage
{
    /// <summary>The company's own; at the operator's host, what the browser asks for.</summary>
    internal static string At(HttpContext context) =>
        HostScope.Of(context).Company is { } company ? company.Locale : Wanted(context.Request);

    /// <summary>What the browser asks for, of the languages that there are.</summary>
    internal static string Wanted(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Known(language.Value.Value))
            .FirstOrDefault(language => language is not null) ?? PageFiles.Languages[0];

    private static string? Known(string? tag) => tag?.Split('-')[0].ToLowerInvariant() switch
    {
        "pt" => "pt-BR",
        "en" => "en",
        "es" => "es",
        _ => null,
    };
}
