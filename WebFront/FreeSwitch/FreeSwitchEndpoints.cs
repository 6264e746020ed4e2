using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.FairShare;
using Platform.Routing;
using Platform.Speech;

namespace Platform.FreeSwitch;

/// <summary>What FreeSWITCH talks to.</summary>
public static class FreeSwitchEndpoints
{
    // A switch may be set to any method, in any case; what counts is the body.
    private static readonly string[] FileMethods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds what the end points need. A synthesizer (<c>AddSpeech</c>) is needed only where speech is rendered here.</summary>
    public static IServiceCollection AddFreeSwitch(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FreeSwitchOptions>()
            .Bind(configuration.GetSection("FreeSwitch"))
            .PostConfigure(UseDefaultEngines)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FreeSwitchOptions>, FreeSwitchOptionsValidator>());
        services.AddSpeech(configuration);

        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, PbxAuthentication>(PbxAuthentication.SchemeName, null);
        services.AddAuthorization();
        services.TryAddSingleton<RefusalAudit>();
        services.TryAddSingleton<PbxScopes>();
        services.TryAddSingleton<RouteCache>();
        services.TryAddSingleton<CompanyCache>();
        services.TryAddSingleton<CallTenants>();
        services.AddFairShare(configuration);
        services.TryAddSingleton<CallGate>();
        services.TryAddSingleton<ClipShelf>();
        services.TryAddSingleton(provider => new Lazy<ClipShelf>(provider.GetRequiredService<ClipShelf>));
        services.TryAddSingleton<CallVoices>();
        services.TryAddSingleton<CallDocuments>();
        services.TryAddSingleton<HttapiEndpoint>();
        services.TryAddSingleton<CdrEndpoint>();
        return services;
    }

    /// <summary>Maps <c>/freeswitch/…</c>. Needs authentication and authorization in the pipeline.</summary>
    public static IEndpointRouteBuilder MapFreeSwitch(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/freeswitch").WithTags("FreeSWITCH").ExcludeFromDescription();

        // Named by a keyed hash that only the document of a call tells; the switch sends no credential for files.
        group.MapMethods("/audio/{name}.wav", FileMethods, ClipEndpoint.Serve);

        var calls = group.MapGroup("").RequireAuthorization(
            policy => policy.AddAuthenticationSchemes(PbxAuthentication.SchemeName).RequireAuthenticatedUser());
        calls.Map("/httapi", (HttpContext context, [FromServices] HttapiEndpoint endpoint) => endpoint.Answer(context))
            .WithMetadata(new AnswersCalls(), new RequestSizeLimitAttribute(SwitchRequestReader.BodyBytesMax));
        calls.Map("/xml", XmlCurlEndpoint.Answer);
        calls.Map("/cdr", (HttpContext context, [FromServices] CdrEndpoint endpoint) => endpoint.Receive(context))
            .WithMetadata(new RequestSizeLimitAttribute(CdrReader.BodyBytesMax));
        return routes;
    }

    // A default in the list itself would stay there beside what is configured.
    private static void UseDefaultEngines(FreeSwitchOptions options)
    {
        if (options.SpeakEngines.Count == 0)
        {
            options.SpeakEngines.Add(options.DefaultEngine);
        }
    }
}
