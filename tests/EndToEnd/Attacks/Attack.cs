using System.Net;

namespace Platform.Tests.Attacks;

/// <summary>One way of calling what is not one's own.</summary>
/// <param name="Name">What is tried.</param>
/// <param name="Host">The host that the request names.</param>
/// <param name="Show">Puts into the request what the caller shows; asked anew for each request.</param>
/// <param name="MayBeHeard">
/// Whether the caller is somebody there: then an end point may answer about the caller's own company, and only about it.
/// </param>
internal sealed record Attack(string Name, string Host, Func<HttpRequestMessage, Task> Show, bool MayBeHeard = false)
{
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
