using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Tenancy;
using Platform.Webhooks;

namespace Platform.Plans;

/// <summary>Payment providers report what was paid. The signature over the raw bytes proves them; the tenant is in what they signed.</summary>
internal static class PaymentWebhooks
{
    /// <summary>Largest report: a report is a few hundred bytes.</summary>
    private const int BytesMax = 64 * 1024;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 8 };

    /// <summary>Adds what the webhooks need, configured by section <c>Payments</c>.</summary>
    internal static IServiceCollection AddPaymentWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PaymentOptions>().Bind(configuration.GetSection("Payments")).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PaymentOptions>, PaymentOptionsValidator>());
        return services;
    }

    /// <summary>Maps <c>/webhooks/payments/{provider}</c>.</summary>
    internal static IEndpointRouteBuilder MapPaymentWebhooks(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/webhooks/payments/{provider}", Receive).WithTags("Payment webhooks").AllowAnonymous();
        return routes;
    }

    internal static async Task<Results<Ok<PaymentAnswer>, ProblemHttpResult>> Receive(
        string provider, HttpRequest request, IGrainFactory grains, IOptions<PaymentOptions> options, TimeProvider clock,
        RefusalAudit audit, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.Connection.RemoteIpAddress?.ToString();
        if (!options.Value.Providers.TryGetValue(provider, out var known))
        {
            await audit.Refused(null, "unknown-payment-provider", "outside", "no provider of this name", cancellationToken, caller);
            return PlanProblems.Of(StatusCodes.Status404NotFound, "There is no such provider.");
        }
        if (await BoundedBody.Read(request, BytesMax, cancellationToken) is not { } body)
        {
            return PlanProblems.Of(StatusCodes.Status413PayloadTooLarge, "The report is too large.");
        }
        var signature = request.Headers[PaymentSignature.Header].ToString();
        if (!PaymentSignature.IsGenuine(signature, body.Span, known.Secret, clock.GetUtcNow(), options.Value.Tolerance))
        {
            await audit.Refused(null, "wrong-payment-signature", "outside", provider, cancellationToken, caller);
            return PlanProblems.Of(StatusCodes.Status401Unauthorized, "The signature is missing, wrong or too old.");
        }
        if (Read(body, provider) is not var (tenant, payment))
        {
            return PlanProblems.Of(
                StatusCodes.Status400BadRequest, "A report has id, tenant, amount, currency and paidAt.");
        }

        ActingTenant.Set(tenant);
        Actor.Set(new Actor($"payments:{provider}", caller));
        return PaymentAnswer.Of(await grains.Subscription(tenant).RecordPayment(payment, cancellationToken));
    }

    private static (TenantId Tenant, Payment Payment)? Read(ReadOnlyMemory<byte> body, string provider)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Json);
            var report = document.RootElement;
            return TenantId.TryParse(report.Text("tenant"u8), out var tenant)
                && report.Text("id"u8) is { } id
                && report.Text("currency"u8) is { } currency
                && report.Member("amount"u8) is { ValueKind: JsonValueKind.Number } amount && amount.TryGetInt64(out var minorUnits)
                && report.Member("paidAt"u8) is { ValueKind: JsonValueKind.String } time && time.TryGetDateTimeOffset(out var paidAt)
                    ? (tenant, new Payment(provider, id, minorUnits, currency, paidAt))
                    : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The latter: half a character escaped in a name.
            return null;
        }
    }
}
