using System.Globalization;
using System.Net.Mime;
using Platform.Pages;

namespace Platform.Problems;

/// <summary>
/// Shows a problem to a person with a browser, in the browser's language: a company's own would tell that there is one. It says no more than
/// the status does, whatever was looked for.
/// </summary>
internal sealed class HtmlProblemWriter : IProblemDetailsWriter
{
    private const string Other = "other";

    /// <inheritdoc />
    public bool CanWrite(ProblemDetailsContext context)
    {
        var accept = context.HttpContext.Request.Headers.Accept.ToString();
        return accept.Contains(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase)
            && !accept.Contains("json", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc />
    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var response = context.HttpContext.Response;
        var language = PageLanguage.Wanted(context.HttpContext.Request);
        var texts = PageFiles.Texts[language];
        var status = (context.ProblemDetails.Status ?? response.StatusCode).ToString(CultureInfo.InvariantCulture);
        var kind = texts.ContainsKey($"problem.{status}") ? status : Other;
        var values = new Dictionary<string, string>
        {
            ["status"] = status,
            ["title"] = texts[$"problem.{kind}"],
            ["explanation"] = texts[$"problem.{kind}.why"],
        };
        PagesEndpoints.Guard(response, PageLooks.Platform);
        response.ContentType = "text/html; charset=utf-8";
        await response.WriteAsync(PageText.Render("problem", language, PageLooks.Platform, values), context.HttpContext.RequestAborted);
    }
}
