using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Platform.Tests.FreeSwitch;

/// <summary>An answer as it came over the wire.</summary>
internal sealed record RawAnswer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    // A front that has not answered by then never will.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal string Text => Encoding.UTF8.GetString(Body);

    internal string? ContentType => Headers.GetValueOrDefault("Content-Type");

    /// <summary>Sends bytes over a connection of their own, and reads the answer to its end.</summary>
    internal static async Task<RawAnswer> To(ReadOnlyMemory<byte> request, Uri server)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, deadline.Token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(request, deadline.Token);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, deadline.Token);
        return Read(answer.ToArray());
    }

    private static RawAnswer Read(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        var lines = Encoding.ASCII.GetString(bytes, 0, end).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(
            pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        return new RawAnswer((HttpStatusCode)int.Parse(lines[0].Split(' ')[1], null), headers, bytes[(end + 4)..]);
    }
}
