using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Platform.Commands.Simulate.Chats;

/// <summary>Talks to the stand-in gateway's control interface about one chat.</summary>
internal sealed class GatewayClient(HttpClient http, string instance, string number)
{
    private const string DataPrefix = "data: ";

    private readonly string _chat = $"stand-in/chats/{Uri.EscapeDataString(instance)}/{Uri.EscapeDataString(number)}";

    /// <summary>The instance whose name fits a company's slug, or <c>null</c>: <c>feirao-showcar</c> has <c>FeiraoShowCar</c>.</summary>
    internal static async Task<string?> FindInstance(HttpClient http, string slug, CancellationToken cancellationToken)
    {
        var instances = await http.GetFromJsonAsync<InstanceRow[]>("stand-in/instances", cancellationToken) ?? [];
        return instances.FirstOrDefault(row => Plain(row.Name) == Plain(slug))?.Name;
    }

    /// <summary>Writes as the customer.</summary>
    internal Task Write(string text, string? name, CancellationToken cancellationToken) => Post(new { text, name }, cancellationToken);

    /// <summary>Sends something that is not text, as the customer.</summary>
    internal Task WriteMessage(object message, string? name, CancellationToken cancellationToken) =>
        Post(new { message, name }, cancellationToken);

    /// <summary>Writes as a person of the company, on the company's own telephone.</summary>
    internal Task WriteAsPerson(string text, CancellationToken cancellationToken) => Post(new { text, fromMe = true }, cancellationToken);

    /// <summary>The number of the chat's last event so far.</summary>
    internal async Task<long> LastSequence(CancellationToken cancellationToken) =>
        (await http.GetFromJsonAsync<ChatState>($"{_chat}/state", cancellationToken))!.Last;

    /// <summary>What happens in the chat after an event, as it happens.</summary>
    internal async IAsyncEnumerable<ChatEvent> Watch(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = await http.GetStreamAsync($"{_chat}?after={after}", cancellationToken);
        using var lines = new StreamReader(stream);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(DataPrefix, StringComparison.Ordinal))
            {
                yield return JsonSerializer.Deserialize<ChatEvent>(line[DataPrefix.Length..], JsonSerializerOptions.Web)!;
            }
        }
    }

    private async Task Post(object body, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync(_chat, body, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private sealed record InstanceRow(string Name);

    private sealed record ChatState(long Last);
}
