using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Api;
using Platform.Auth;
using Platform.FairShare;
using Platform.FreeSwitch;
using Platform.Health;
using Platform.Hosts;
using Platform.Plans;
using Platform.Onboarding;
using Platform.Pages;
using Platform.Problems;
using Platform.Webhooks;

namespace Platform;

/// <summary>What the front serves, and in which order a request passes what guards it; shared with tests.</summary>
public static class Front
{
    // Watching the program's folder costs a system event for every write to a database in it.
    private const string ReadSettingsOnce = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>A front's builder. Settings files lie beside the program and are read once, at the start.</summary>
    /// <param name="args">Settings from the command line, such as <c>--urls</c>.</param>
    public static WebApplicationBuilder CreateBuilder(params ReadOnlySpan<string> args) => WebApplication.CreateBuilder(
        new WebApplicationOptions { Args = [ReadSettingsOnce, .. args], ContentRootPath = AppContext.BaseDirectory });

    /// <summary>Adds everything that the front needs beside the silo.</summary>
    public static WebApplicationBuilder AddFront(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblems();
        builder.Services.AddFairShare(builder.Configuration);
        builder.Services.AddHosts();
        builder.Services.AddUserAuthentication();
        builder.Services.AddWhatsAppWebhooks(builder.Configuration);
        builder.Services.AddFreeSwitch(builder.Configuration);
        builder.Services.AddPaymentWebhooks(builder.Configuration);
        builder.Services.ConfigureHttpJsonOptions(
            json => json.SerializerOptions.Converters.Add(
                new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)));
        builder.Services.AddOptions<OnboardingOptions>().BindConfiguration("Onboarding");
        builder.Services.AddOpenApi();
        return builder;
    }

    /// <summary>Puts the guards in their order, and maps the end points behind them.</summary>
    public static WebApplication UseFront(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseHosts();
        app.UseForgeryGuard();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapWhatsAppWebhooks();
        app.MapFreeSwitch();
        app.MapPaymentWebhooks();
        app.MapApi();
        app.MapPages();
        app.MapOpenApi();
        return app;
    }
}
