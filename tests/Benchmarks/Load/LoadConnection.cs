using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Platform.Benchmarks.Load;

/// <summary>
/// One keep-alive connection that speaks just enough HTTP/1.1: a full client would cost more than the server that is measured beside it.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    // Enough of a refusal to understand it.
    private const int ShownMax = 600;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _filled;

    public Task Connect(int port) => _socket.ConnectAsync(IPAddress.Loopback, port);

    /// <summary>Sends a request and reads its answer; <c>null</c> for 200, else how the answer begins.</summary>
    public async ValueTask<string?> Send(ReadOnlyMemory<byte> request)
    {
        for (var sent = 0; sent < request.Length;) { sent += await _socket.SendAsync(request[sent..]); }
        _filled = 0;
        int end;
        while ((end = EndOfAnswer()) < 0 || end > _filled)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled));
            if (read == 0) { throw new IOException("The server closed the connection."); }
            _filled += read;
        }
        var answer = _buffer.AsSpan(0, _filled);
        return answer.StartsWith("HTTP/1.1 200"u8) ? null : Encoding.UTF8.GetString(answer[..Math.Min(_filled, ShownMax)]);
    }

    public void Dispose() => _socket.Dispose();

    // Where the answer ends, or -1 while that is not known.
    private int EndOfAnswer()
    {
        var filled = _buffer.AsSpan(0, _filled);
        var head = filled.IndexOf("\r\n\r\n"u8);
        if (head < 0) { return -1; }
        var length = filled[..head].IndexOf("Content-Length: "u8);
        if (length >= 0 && Utf8Parser.TryParse(filled[(length + 16)..head], out int bytes, out _)) { return head + 4 + bytes; }
        return filled.EndsWith("0\r\n\r\n"u8) || filled[..head].IndexOf("chunked"u8) < 0 ? _filled : -1;
    }
}
