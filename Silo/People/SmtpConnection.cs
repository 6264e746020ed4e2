using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Platform.People;

/// <summary>A conversation with an SMTP server (RFC 5321), line by line.</summary>
internal sealed class SmtpConnection : IDisposable
{
    /// <summary>RFC 5321 allows 512 bytes; lists of extensions are longer in the field.</summary>
    private const int LineMax = 2_000;

    /// <summary>Lines of one answer; no server has so many extensions.</summary>
    private const int LinesMax = 100;

    private readonly TcpClient _client = new();
    private readonly byte[] _read = new byte[LineMax];
    private Stream _stream = Stream.Null;
    private int _from;
    private int _to;

    /// <summary>Connects, in TLS from the first byte where <paramref name="tls"/> says how, and hears the server's greeting.</summary>
    internal async Task<SmtpReply> Connect(string host, int port, SslClientAuthenticationOptions? tls, CancellationToken cancellationToken)
    {
        await _client.ConnectAsync(host, port, cancellationToken);
        _stream = _client.GetStream();
        if (tls is not null) { await Secure(tls, cancellationToken); }
        return await Hear(cancellationToken);
    }

    /// <summary>Says a line, or many at once, and hears the answer.</summary>
    internal async Task<SmtpReply> Say(string line, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes($"{line}\r\n"), cancellationToken);
        return await Hear(cancellationToken);
    }

    /// <summary>Goes on in TLS. What was heard before belongs to whoever sat in between, and counts no longer.</summary>
    internal async Task Secure(SslClientAuthenticationOptions options, CancellationToken cancellationToken)
    {
        if (_from < _to) { throw new IOException("The mail server went on speaking where TLS begins."); }
        var secured = new SslStream(_stream);
        await secured.AuthenticateAsClientAsync(options, cancellationToken);
        _stream = secured;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }

    private async Task<SmtpReply> Hear(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count < LinesMax)
        {
            var line = await Line(cancellationToken);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                throw new IOException("This is no answer of a mail server.");
            }
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-') { return new SmtpReply(code, lines); }
        }
        throw new IOException("The mail server's answer does not end.");
    }

    private async Task<string> Line(CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        while (line.Count < LineMax)
        {
            if (_from == _to) { (_from, _to) = (0, await _stream.ReadAsync(_read, cancellationToken)); }
            if (_to == 0) { throw new IOException("The mail server closed the connection."); }
            var one = _read[_from++];
            if (one == (byte)'\n') { return Encoding.UTF8.GetString([.. line]).TrimEnd('\r'); }
            line.Add(one);
        }
        throw new IOException("The mail server's line does not end.");
    }
}

/// <summary>A server's answer.</summary>
/// <param name="Code">2xx: done; 3xx: go on; 4xx: not now; 5xx: not so.</param>
/// <param name="Lines">What it says, without the code.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>Whether it answered EHLO with this extension.</summary>
    internal bool Offers(string extension) =>
        Lines.Any(line => line.Split(' ', 2)[0].Equals(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it answered EHLO with this way to sign in.</summary>
    internal bool OffersSignIn(string way) => Lines.Any(line =>
        line.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase) && line.Split(' ').Contains(way, StringComparer.OrdinalIgnoreCase));
}
