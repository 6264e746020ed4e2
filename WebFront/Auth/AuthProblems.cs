using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Platform.Auth;

/// <summary>What callers are told who are not let in. None tells what exactly was wrong, or whether anybody has an address.</summary>
internal static class AuthProblems
{
    internal static ProblemHttpResult SignInRefused() =>
        TypedResults.Problem(type: "sign-in-refused", title: "Address, password or code is wrong.", statusCode: StatusCodes.Status401Unauthorized);

    internal static ProblemHttpResult CodeRequired() =>
        TypedResults.Problem(type: "code-required", title: "A one-time code is needed as well.", statusCode: StatusCodes.Status401Unauthorized);

    internal static ProblemHttpResult LinkRefused() => TypedResults.Problem(
        type: "link-refused", title: "This link is not good, or no longer.", statusCode: StatusCodes.Status401Unauthorized);

    internal static ProblemHttpResult TokenRefused() => TypedResults.Problem(
        type: "token-refused", title: "This token is not good, or no longer.", statusCode: StatusCodes.Status401Unauthorized);

    internal static ProblemHttpResult EnrolmentRequired() => TypedResults.Problem(
        type: "enrolment-required", title: "One-time codes must be set up first.", statusCode: StatusCodes.Status403Forbidden);

    internal static ProblemHttpResult WeakPassword() => TypedResults.Problem(
        type: "weak-password", title: "The password needs at least 10 characters that are not easy to guess.",
        statusCode: StatusCodes.Status400BadRequest);

    internal static ProblemHttpResult ForgeryRefused() => TypedResults.Problem(
        type: "forgery-refused", title: "The request does not come from this site's own pages.", statusCode: StatusCodes.Status403Forbidden);

    internal static ProblemHttpResult TooMany(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(
            type: "too-many-attempts", title: "Too many attempts; please wait.", statusCode: StatusCodes.Status429TooManyRequests);
    }
}
