using System.Globalization;
using System.Net;
using Platform.Tenancy;
using Platform.Tests.Harness;

namespace Platform.Tests.Attacks;

/// <summary>One way of calling what is not one's own.</summary>
/// <param name="Name">What is tried.</param>
/// <param name="Host">The host that the request names.</param>
/// <param name="Show">Puts into the request what the caller shows; asked anew for each request.</param>
/// <param name="Tenant">Whose audit tells of it: the company whose host it is, or <c>null</c> for the installation's.</param>
/// <param name="Refusal">What is audited where the credential is not good.</param>
/// <param name="Actor">Whose credential it is, as far as that is known.</param>
/// <param name="MayBeHeard">
/// Whether the caller is somebody there: then an end point may answer about the caller's own company, and only about it.
/// </param>
/// <param name="Forbidden">What is audited where who asks is not looked at before, or may not do it.</param>
internal sealed record Attack(
    string Name, string Host, Func<HttpRequestMessage, Task> Show, TenantId? Tenant, string Refusal, string Actor = Attack.Outside,
    bool MayBeHeard = false, string Forbidden = "forged-request")
{
    internal const string Outside = "outside";

    private static int _attacks;

    /// <summary>
    /// An address of its own: what the audit tells of another attack is not taken for an entry of this one, nor its refusals for the same again.
    /// </summary>
    internal string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"198.51.100.{Interlocked.Increment(ref _attacks)}");

    /// <summary>Whether an entry tells that this attack was refused at the end point.</summary>
    internal bool IsToldBy(StoredEntry entry, EndPoint endPoint, HttpStatusCode status)
    {
        var (action, actor) = status switch
        {
            HttpStatusCode.Unauthorized => (Refusal, Actor),
            HttpStatusCode.Forbidden => (Forbidden, MayBeHeard ? Actor : Outside),
            HttpStatusCode.NotFound => ("wrong-host", Outside),
            _ => throw new InvalidOperationException($"An answer {status} is audited nowhere."),
        };
        var detail = EndPoint.Named(entry.Detail);
        return entry.Address == Address && entry.Tenant == Tenant?.Value && (entry.Action, entry.Actor) == (action, actor)
            && (detail == endPoint.Name || detail.EndsWith($": {endPoint.Name}", StringComparison.Ordinal));
    }

    /// <summary>A caller who shows nothing.</summary>
    internal static Task Nothing(HttpRequestMessage request) => Task.CompletedTask;

    /// <summary>A caller who shows this header.</summary>
    internal static Func<HttpRequestMessage, Task> Header(string name, string value) => request =>
    {
        request.Headers.TryAddWithoutValidation(name, value);
        return Task.CompletedTask;
    };

    /// <summary>Whether an answer refuses: to do it, or to say whether it is there.</summary>
    internal static bool Refuses(HttpStatusCode status) => status is
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
        or HttpStatusCode.TooManyRequests;
}
