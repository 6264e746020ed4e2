using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Platform.Tenancy;

namespace Platform.FairShare;

/// <summary>Wiring of the fair gate.</summary>
internal static class FairShareServices
{
    /// <summary>Adds the gate, configured by section <c>FairShare</c>; repeating it changes nothing.</summary>
    internal static IServiceCollection AddFairShare(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(FairGate))) { return services; }

        services.AddOptions<FairShareOptions>().Bind(configuration.GetSection("FairShare")).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FairShareOptions>, FairShareOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<FairGate>();
    }

    /// <summary>
    /// Lets the group's requests in through the gate, as the company that <paramref name="companyOf"/> finds; those of none pass. One that
    /// finds no place is answered 429 with <c>Retry-After</c>, which gateways take for "later", not for "never".
    /// </summary>
    internal static RouteGroupBuilder ShareFairly(this RouteGroupBuilder group, Func<HttpContext, TenantId?> companyOf) =>
        group.AddEndpointFilter((context, next) => companyOf(context.HttpContext) is { } company ? Pass(company, context, next) : next(context));

    private static async ValueTask<object?> Pass(TenantId company, EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var gate = http.RequestServices.GetRequiredService<FairGate>();
        if (!await gate.Enter(company, http.RequestAborted)) { return TooMany(http); }
        try
        {
            return await next(context);
        }
        finally
        {
            gate.Leave(company);
        }
    }

    private static ProblemHttpResult TooMany(HttpContext http)
    {
        var wait = http.RequestServices.GetRequiredService<IOptions<FairShareOptions>>().Value.RetryAfter;
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(
            title: "Too many requests of this company wait.", type: "too-many-requests", statusCode: StatusCodes.Status429TooManyRequests);
    }
}
