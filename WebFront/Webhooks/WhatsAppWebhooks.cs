using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.FairShare;
using Platform.Routing;
using Platform.Webhooks.Evolution;

namespace Platform.Webhooks;

/// <summary>What WhatsApp gateways call.</summary>
public static class WhatsAppWebhooks
{
    /// <summary>Adds what the webhooks need, configured by section <c>Webhooks:WhatsApp</c>.</summary>
    public static IServiceCollection AddWhatsAppWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WhatsAppWebhookOptions>().Bind(configuration.GetSection("Webhooks:WhatsApp")).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WhatsAppWebhookOptions>, WhatsAppWebhookOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddFairShare(configuration);
        services.TryAddSingleton<RouteCache>();
        services.TryAddSingleton<RefusalAudit>();
        services.TryAddSingleton<Customers>();
        services.TryAddSingleton<EvolutionReceiver>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, EvolutionAuthentication>(
            EvolutionAuthentication.SchemeName, null);
        services.AddAuthorization();
        return services;
    }

    /// <summary>Maps <c>/webhooks/whatsapp/…</c>. Needs authentication and authorization in the pipeline.</summary>
    public static IEndpointRouteBuilder MapWhatsAppWebhooks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/webhooks/whatsapp/{instance}").WithTags("WhatsApp webhooks");

        // Everything below is sent by a gateway that we gave the secret to, for the instance in its path.
        group.RequireAuthorization(
            policy => policy.AddAuthenticationSchemes(EvolutionAuthentication.SchemeName).RequireAuthenticatedUser());

        group.ShareFairly(http => http.Features.Get<ClaimedInstance>()?.Tenant);
        group.MapPost("/", Receive);
        // The gateway adds "/event" to the address it was given: one that ends in a slash gets two, and a 404 would be final.
        group.MapPost("/{**event}", Receive);
        return routes;
    }

    private static Task<IResult> Receive(HttpContext http, [FromServices] EvolutionReceiver receiver) => receiver.Receive(http);
}

/// <summary>Section <c>Webhooks:WhatsApp</c>.</summary>
public sealed class WhatsAppWebhookOptions
{
    /// <summary>
    /// Largest event taken, in bytes. Default: 1 MiB; a text with thumbnail and quotes has a few kilobytes, and media are fetched, not
    /// posted.
    /// </summary>
    [Range(16 * 1024, 16 * 1024 * 1024)]
    public int BodyBytesMax { get; set; } = 1024 * 1024;
}

[OptionsValidator]
internal sealed partial class WhatsAppWebhookOptionsValidator : IValidateOptions<WhatsAppWebhookOptions>;
