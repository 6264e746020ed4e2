using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Platform.Gateways.Evolution;

/// <summary>The Evolution API server that carries WhatsApp messages.</summary>
public sealed class EvolutionOptions
{
    /// <summary>Its address, such as <c>https://evolution.internal:8080</c>. Empty: nothing can be sent through Evolution.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Its global key (<c>AUTHENTICATION_API_KEY</c>). No default; needed where <see cref="BaseUrl"/> is set.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>
    /// How long one send may take until its outcome counts as unknown. Default: 30 seconds; Evolution itself waits for WhatsApp.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")] public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait for a connection. Default: 5 seconds; the server stands in the same network.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")] public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// For how long nothing is sent after most sends failed. Default: 5 seconds, so that an outage ends soon after its cause.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:05:00")] public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(5);
}

[OptionsValidator]
internal sealed partial class EvolutionRangesValidator : IValidateOptions<EvolutionOptions>;

/// <summary>Address and key belong together.</summary>
internal sealed class EvolutionAddressValidator : IValidateOptions<EvolutionOptions>
{
    public ValidateOptionsResult Validate(string? name, EvolutionOptions options) => options switch
    {
        { BaseUrl: "" } => ValidateOptionsResult.Success,
        _ when !IsAddress(options.BaseUrl) => ValidateOptionsResult.Fail(
            "Evolution:BaseUrl (PLATFORM_Evolution__BaseUrl) must be an http or https address without query, such as "
            + "https://evolution.internal:8080."),
        { ApiKey: "" } => ValidateOptionsResult.Fail(
            "Evolution:ApiKey (PLATFORM_Evolution__ApiKey) must be set to the server's AUTHENTICATION_API_KEY, "
            + "because Evolution:BaseUrl is set."),
        _ => ValidateOptionsResult.Success,
    };

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && address is { Query: "", Fragment: "", UserInfo: "" };
}
