using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Platform.Tests.People;

/// <summary>A caller at one host, that keeps cookies as a browser does, and sends what a test wants beside them.</summary>
internal sealed class Browser(Uri address, string host) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };

    internal Dictionary<string, string> Cookies { get; } = [];

    /// <summary>Sent with every request: <c>Authorization</c>, <c>Origin</c>, …</summary>
    internal Dictionary<string, string> Headers { get; } = new() { ["X-Requested-With"] = "platform" };

    internal Task<Reply> Get(string path) => Send(HttpMethod.Get, path);

    internal Task<Reply> Post(string path, object? body = null) => Send(HttpMethod.Post, path, body);

    internal Task<Reply> Put(string path, object? body = null) => Send(HttpMethod.Put, path, body);

    internal Task<Reply> Delete(string path, object? body = null) => Send(HttpMethod.Delete, path, body);

    internal async Task<Reply> Send(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Host = host;
        foreach (var (name, value) in Headers) { request.Headers.TryAddWithoutValidation(name, value); }
        if (Cookies.Count > 0) { request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"))); }
        request.Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body));
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Keep(answer.Headers);
        return new Reply(
            answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            answer.Content.Headers.ContentType?.MediaType, answer.Headers.RetryAfter?.Delta,
            answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : []);
    }

    public void Dispose() => _http.Dispose();

    private void Keep(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues("Set-Cookie", out var cookies)) { return; }
        foreach (var pair in cookies.Select(cookie => cookie.Split(';')[0].Split('=', 2)))
        {
            if (pair[1].Length == 0) { Cookies.Remove(pair[0]); }
            else { Cookies[pair[0]] = pair[1]; }
        }
    }
}

/// <summary>What a caller was answered.</summary>
internal sealed record Reply(HttpStatusCode Status, string Text, string? ContentType, TimeSpan? RetryAfter, string[] SetCookies)
{
    internal JsonElement Json => JsonDocument.Parse(Text).RootElement;

    internal string? Type => Text.Length > 0 && Json.TryGetProperty("type", out var type) ? type.GetString() : null;
}
