using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Platform.People;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Problems;

/// <summary>
/// The one table from failures to answers, as problem+json (RFC 9457). Titles are fit to be read aloud; an exception's text never leaves.
/// </summary>
internal sealed partial class ProblemHandler(IProblemDetailsService problems, ILogger<ProblemHandler> logger) : IExceptionHandler
{
    /// <summary>What is not there now may be back after about this time.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var (status, title) = Describe(exception);
        Log(status, httpContext.GetEndpoint()?.DisplayName ?? "no endpoint", exception);
        httpContext.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = status, Title = title },
        });
    }

    private static (int Status, string Title) Describe(Exception failure) => failure switch
    {
        BadHttpRequestException bad => (bad.StatusCode, "The request could not be read."),
        WrongTenantException => (StatusCodes.Status404NotFound, "There is no such resource."),
        StoreUnavailableException or SignInBusyException or TimeoutException or OrleansException =>
            (StatusCodes.Status503ServiceUnavailable, "The platform cannot take this at the moment."),
        _ => (StatusCodes.Status500InternalServerError, "Something failed on our side."),
    };

    private void Log(int status, string endpoint, Exception failure)
    {
        switch (status)
        {
            case StatusCodes.Status500InternalServerError:
                Failed(logger, endpoint, failure);
                break;
            case StatusCodes.Status503ServiceUnavailable:
                Unavailable(logger, endpoint, failure.GetType().Name);
                break;
            default:
                Refused(logger, endpoint, status);
                break;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Endpoint} failed")]
    private static partial void Failed(ILogger logger, string endpoint, Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Endpoint} could not be served: {Failure}")]
    private static partial void Unavailable(ILogger logger, string endpoint, string failure);

    [LoggerMessage(LogLevel.Information, "{Endpoint} answered {Status}")]
    private static partial void Refused(ILogger logger, string endpoint, int status);
}

/// <summary>Wiring of problem answers.</summary>
public static class ProblemServices
{
    /// <summary>
    /// Adds problem+json answers for failures and empty error answers. Needs <c>UseExceptionHandler</c> and <c>UseStatusCodePages</c>.
    /// </summary>
    public static IServiceCollection AddProblems(this IServiceCollection services) =>
        services.AddSingleton<IProblemDetailsWriter, HtmlProblemWriter>().AddProblemDetails().AddExceptionHandler<ProblemHandler>();
}
