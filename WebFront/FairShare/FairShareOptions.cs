using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Platform.FairShare;

/// <summary>Section <c>FairShare</c>: how the front shares itself out among companies.</summary>
internal sealed class FairShareOptions
{
    /// <summary>
    /// Requests of one company worked on at once. Default: 16, which keeps a processor busy with one company and leaves the others theirs.
    /// </summary>
    [Range(1, 10_000)] public int AtOnceOfCompany { get; set; } = 16;

    /// <summary>Requests of all companies worked on at once. Default: 256.</summary>
    [Range(1, 100_000)] public int AtOnce { get; set; } = 256;

    /// <summary>
    /// Requests of one company that wait; the next one is told to come back. Default: 512, half a second of 1,000 messages a second.
    /// </summary>
    [Range(1, 100_000)] public int WaitingOfCompany { get; set; } = 512;

    /// <summary>How long a request waits before it is told to come back. Default: 5 seconds; gateways give up after some tens.</summary>
    public TimeSpan WaitMax { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>When who is refused may come back. Default: 5 seconds.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);
}

[OptionsValidator]
internal sealed partial class FairShareOptionsValidator : IValidateOptions<FairShareOptions>;
