using System.Net;
using System.Net.Mime;

namespace Platform.Problems;

/// <summary>Shows a problem to a person with a browser. It says no more than the problem's title, whatever was looked for.</summary>
internal sealed class HtmlProblemWriter : IProblemDetailsWriter
{
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
        var title = WebUtility.HtmlEncode(context.ProblemDetails.Title);
        context.HttpContext.Response.ContentType = "text/html; charset=utf-8";
        await context.HttpContext.Response.WriteAsync(
            $"""
            <!doctype html>
            <html><head><meta charset="utf-8"><meta name="robots" content="noindex"><title>{title}</title></head>
            <body><h1>{context.ProblemDetails.Status}</h1><p>{title}</p></body></html>
            """, context.HttpContext.RequestAborted);
    }
}
