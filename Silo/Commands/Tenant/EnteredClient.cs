using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Platform.Commands.Tenant;

/// <summary>Calls the API as an operator who entered a company: at the company's host, wherever the front is reached.</summary>
internal sealed class EnteredClient(Uri front, JsonObject entered) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = front };
    private readonly string _host = new Uri(entered["address"]!.GetValue<string>()).Authority;
    private readonly AuthenticationHeaderValue _token = new("Bearer", entered["accessToken"]!.GetValue<string>());

    /// <summary>Posts without a body; gives the answer as it is.</summary>
    /// <exception cref="OperatorException">It was refused; the message says why.</exception>
    internal async Task<byte[]> Post(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Host = _host;
        request.Headers.Authorization = _token;
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return answer.IsSuccessStatusCode ? body : throw OperatorClient.Refusal((int)answer.StatusCode, body);
        }
        catch (HttpRequestException failure)
        {
            throw new OperatorException($"No front answers at {front}: {failure.Message}");
        }
    }

    public void Dispose() => _http.Dispose();
}
