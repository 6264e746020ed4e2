using Microsoft.Extensions.Options;

namespace Platform.Plans;

/// <summary>Section <c>Payments</c>: who may report payments.</summary>
internal sealed class PaymentOptions
{
    /// <summary>Shortest secret taken: 32 characters of random text cannot be guessed.</summary>
    internal const int SecretLengthMin = 32;

    /// <summary>The providers by their names in <c>/webhooks/payments/{provider}</c>. None by default.</summary>
    public Dictionary<string, PaymentProvider> Providers { get; init; } = [];

    /// <summary>
    /// How far a report's time may be from ours. Default: 5 minutes, enough for clocks that differ; an older report is a replay.
    /// </summary>
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>A payment provider.</summary>
internal sealed class PaymentProvider
{
    /// <summary>The secret that its reports are signed with.</summary>
    public string Secret { get; set; } = "";
}

/// <summary>Refuses a configuration under which strangers could report payments.</summary>
internal sealed class PaymentOptionsValidator : IValidateOptions<PaymentOptions>
{
    public ValidateOptionsResult Validate(string? name, PaymentOptions options)
    {
        var weak = options.Providers.Where(provider => provider.Value.Secret.Length < PaymentOptions.SecretLengthMin)
            .Select(provider => $"Payments:Providers:{provider.Key}:Secret needs {PaymentOptions.SecretLengthMin} characters or more.")
            .ToArray();
        return weak.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(weak);
    }
}
