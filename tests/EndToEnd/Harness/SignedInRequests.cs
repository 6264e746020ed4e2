using System.Net.Http.Headers;
using System.Text;

namespace Platform.Tests.Harness;

/// <summary>Requests of the demo's people to the API.</summary>
internal static class SignedInRequests
{
    internal static Task<HttpResponseMessage> GetAs(this PlatformProcess process, string user, string path) =>
        Send(process, user, HttpMethod.Get, path);

    internal static Task<HttpResponseMessage> PostAs(this PlatformProcess process, string user, string path, string? json = null) =>
        Send(process, user, HttpMethod.Post, path, json);

    private static async Task<HttpResponseMessage> Send(PlatformProcess process, string user, HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
        };
        // A company's people are known at the company's own host, the operator's at the installation's.
        if (!user.StartsWith("operator@", StringComparison.Ordinal))
        {
            request.Headers.Host = $"{user.Split('@', '.')[1]}.localhost";
        }
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{RunningPlatform.Password}")));
        return await process.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
