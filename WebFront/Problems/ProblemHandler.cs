using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosts;
using Platform.People;
using Platform.Tenancy;
using Platform.Turns;
using Platform.Webhooks.Evolution;

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

        var (status, title) = Describe(exception, httpContext.Request);
        Log(status, httpContext, exception);
        httpContext.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = Details(status, title, exception),
        });
    }

    private static ProblemDetails Details(int status, string title, Exception failure) =>
        failure is BadHttpRequestException bad && UnreadableInput.Of(bad) is { } errors
            ? new HttpValidationProblemDetails(errors) { Status = status, Title = title }
            : new ProblemDetails { Status = status, Title = title };

    private static (int Status, string Title) Describe(Exception failure, HttpRequest request) => failure switch
    {
        BadHttpRequestException bad => (bad.StatusCode, "The request could not be read."),
        InvalidOperationException when UnreadableInput.HasUnknownCharset(request) =>
            (StatusCodes.Status415UnsupportedMediaType, "The body is in a charset that is not known here."),
        WrongTenantException => (StatusCodes.Status404NotFound, "There is no such resource."),
        StoreUnavailableException or SignInBusyException or TimeoutException or OrleansException =>
            (StatusCodes.Status503ServiceUnavailable, "The platform cannot take this at the moment."),
        _ => (StatusCodes.Status500InternalServerError, "Something failed on our side."),
    };

    private void Log(int status, HttpContext context, Exception failure)
    {
        // The endpoint is taken off the request before a failure is handled.
        var endpoint = (context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint())?.DisplayName ?? "No endpoint";
        var tenant = context.Features.Get<HostScope>()?.Tenant ?? context.Features.Get<ClaimedInstance>()?.Tenant;
        switch (status)
        {
            case StatusCodes.Status500InternalServerError:
                Failed(logger, endpoint, tenant, failure);
                break;
            case StatusCodes.Status503ServiceUnavailable:
                Unavailable(logger, endpoint, failure.GetType().Name, tenant);
                break;
            default:
                Refused(logger, endpoint, status, tenant);
                break;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Endpoint} failed, tenant {Tenant}")]
    private static partial void Failed(ILogger logger, string endpoint, TenantId? tenant, Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Endpoint} could not be served: {Failure}, tenant {Tenant}")]
    private static partial void Unavailable(ILogger logger, string endpoint, string failure, TenantId? tenant);

    [LoggerMessage(LogLevel.Information, "{Endpoint} answered {Status}, tenant {Tenant}")]
    private static partial void Refused(ILogger logger, string endpoint, int status, TenantId? tenant);
}

/// <summary>Wiring of problem answers.</summary>
public static class ProblemServices
{
    /// <summary>
    /// Adds problem+json answers for failures and empty error answers. Needs <c>UseExceptionHandler</c> and <c>UseStatusCodePages</c>.
    /// </summary>
    public static IServiceCollection AddProblems(this IServiceCollection services) => services
        .Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true)
        .AddSingleton<IProblemDetailsWriter, HtmlProblemWriter>().AddProblemDetails().AddExceptionHandler<ProblemHandler>();
}
