using System.Text;

namespace Platform.Tests.Harness;

/// <summary>Requests of the demo's people to the API.</summary>
internal static class SignedInRequests
{
    internal static Task<HttpResponseMessage> GetAs(this PlatformProcess process, string user, string path) =>
        Send(process, user, HttpMethod.Get, path);

    internal static Task<HttpResponseMessage> PostAs(this PlatformProcess process, string user, string path, string? json = null) =>
        Send(process, user, HttpMethod.Post, path, json);

    // A company's people are known at the company's own host, the operator's at the installation's.
    private static Task<HttpResponseMessage> Send(PlatformProcess process, string user, HttpMethod method, string path, string? json = null)
    {
        var host = user.StartsWith("operator@", StringComparison.Ordinal) ? null : $"{user.Split('@', '.')[1]}.localhost";
        return AccessTokens.Send(process, host, user, RunningPlatform.Password, () => new HttpRequestMessage(method, path)
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
        });
    }
}
