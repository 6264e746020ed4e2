using Microsoft.AspNetCore.Mvc;

namespace Platform.FreeSwitch;

/// <summary>Answers as the switch's modules want them.</summary>
internal static class SwitchResults
{
    /// <summary>The only content type that mod_httapi accepts.</summary>
    internal const string XmlType = "text/xml; charset=utf-8";

    // A store that is down for a moment is usually back within that.
    private const int RetryAfterSeconds = 5;

    private const string NotFoundDocument =
        """<document type="freeswitch/xml"><section name="result"><result status="not found"/></section></document>""";

    /// <summary>A call document.</summary>
    internal static IResult Document(byte[] document) => Results.Bytes(document, XmlType);

    /// <summary>mod_xml_curl: ask the next source.</summary>
    internal static IResult NotFound() => Results.Content(NotFoundDocument, XmlType);

    /// <summary>mod_json_cdr: come back, or keep the record on disk.</summary>
    internal static IResult Unavailable(HttpContext context)
    {
        context.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
        return Results.Problem(new ProblemDetails
        {
            Status = StatusCodes.Status503ServiceUnavailable,
            Title = "The platform cannot take this now. Try again later.",
        });
    }

    /// <summary>What came can never be taken as it is.</summary>
    internal static IResult Refused(int status, string title) => Results.Problem(new ProblemDetails { Status = status, Title = title });
}

/// <summary>Marks the end point that answers with call documents, also when its caller cannot be checked.</summary>
internal sealed class AnswersCalls;
