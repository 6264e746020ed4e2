using Microsoft.AspNetCore.Http.HttpResults;

namespace Platform.Health;

/// <summary>The probes of load balancers and supervisors.</summary>
public static class HealthApi
{
    /// <summary>Live: the process answers. Ready: it can serve, which it cannot while the store is away or it is stopping.</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health").AllowAnonymous();
        group.MapGet("/live", () => TypedResults.Ok(new HealthReport("live")));
        group.MapGet("/ready", Ready);
        return routes;
    }

    internal static async Task<Results<Ok<HealthReport>, JsonHttpResult<HealthReport>>> Ready(
        IGrainFactory grains, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) { return NotReady("draining"); }
        return await grains.Readiness().IsStoreReachable(cancellationToken) ? TypedResults.Ok(new HealthReport("ready")) : NotReady("store-unreachable");
    }

    private static JsonHttpResult<HealthReport> NotReady(string status) =>
        TypedResults.Json(new HealthReport(status), statusCode: StatusCodes.Status503ServiceUnavailable);
}

/// <summary>A probe's answer.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c>, <c>draining</c> or <c>store-unreachable</c>.</param>
public sealed record HealthReport(string Status);
