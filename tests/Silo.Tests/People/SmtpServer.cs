using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Platform.Tests.People;

/// <summary>A small SMTP server (RFC 5321, TLS at once or by STARTTLS, AUTH LOGIN) that answers as a test says.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, string> _answers = [];
    private readonly ConcurrentBag<Task> _conversations = [];
    private readonly Task _accepting;

    internal SmtpServer()
    {
        _listener.Start();
        _accepting = Accept();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The mails taken, each with all its lines.</summary>
    internal ConcurrentQueue<string> Mails { get; } = [];

    /// <summary>All lines that clients sent, the secured ones marked.</summary>
    internal ConcurrentQueue<string> Heard { get; } = [];

    /// <summary>Shown after STARTTLS, which is offered with it only, or at once.</summary>
    internal X509Certificate2? Certificate { get; init; }

    /// <summary>Whether TLS begins with the first byte.</summary>
    internal bool IsSecureAtOnce { get; init; }

    /// <summary>Mail is taken from this user with this password only.</summary>
    internal (string Name, string Password)? User { get; init; }

    /// <summary>Answers a command, from here on, with a line of the test's; an empty one drops the connection, <c>null</c> says nothing.</summary>
    internal void Answers(string command, string? line) => _answers[command] = line ?? "silence";

    internal void AnswersAsUsual(string command) => _answers.TryRemove(command, out _);

    /// <summary>A certificate that nobody vouches for.</summary>
    internal static X509Certificate2 SelfSigned(string host = "127.0.0.1")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_conversations);
        _stop.Dispose();
    }

    private async Task Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            try { _conversations.Add(Converse(await _listener.AcceptTcpClientAsync(_stop.Token))); }
            catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException) { return; }
        }
    }

    private async Task Converse(TcpClient client)
    {
        using (client)
        {
            try { await new SmtpConversation(this, client.GetStream(), _stop.Token).Run(); }
            catch (Exception over) when (over is OperationCanceledException or IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client went, or would not go on: what was heard until then is what counts.
            }
        }
    }

    /// <summary>One connection.</summary>
    private sealed class SmtpConversation(SmtpServer server, Stream raw, CancellationToken stop)
    {
        private Stream _stream = raw;
        private bool _isSecure;
        private bool _isSignedIn = server.User is null;

        internal async Task Run()
        {
            if (server.IsSecureAtOnce) { await Secure(); }
            if (!await Say("CONNECT", "220 test")) { return; }
            while (await Line() is { } line)
            {
                server.Heard.Enqueue(_isSecure ? $"secure {line}" : line);
                var command = line.Split(' ', ':')[0].ToUpperInvariant();
                if (!await Obey(command, line) || command == "QUIT") { return; }
            }
        }

        private async Task<bool> Obey(string command, string line)
        {
            switch (command)
            {
                case "EHLO": return await Say(command, Offers());
                case "STARTTLS": return await Say(command, "220 go ahead") && await Secure();
                case "AUTH": return await SignIn(line);
                case "MAIL" when !_isSignedIn: return await Say(command, "530 5.7.0 Authentication required");
                case "DATA": return await Say(command, "354 go ahead") && (server._answers.ContainsKey(command) || await Take());
                case "QUIT": return await Say(command, "221 bye");
                default: return await Say(command, "250 ok");
            }
        }

        private string Offers() =>
            $"250-test\r\n{(server.Certificate is null || _isSecure ? "" : "250-STARTTLS\r\n")}{(server.User is null ? "" : "250-AUTH LOGIN\r\n")}250 8BITMIME";

        private async Task<bool> Secure()
        {
            var secured = new SslStream(_stream);
            await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server.Certificate }, stop);
            (_stream, _isSecure) = (secured, true);
            return true;
        }

        private async Task<bool> SignIn(string line)
        {
            var name = line.Split(' ') is [_, _, var initial] ? initial : await Asked("VXNlcm5hbWU6");
            var password = await Asked("UGFzc3dvcmQ6");
            _isSignedIn = (Decoded(name), Decoded(password)) == server.User;
            return await Say("AUTH", _isSignedIn ? "235 welcome" : "535 5.7.8 wrong");
        }

        private async Task<string> Asked(string question)
        {
            await Write($"334 {question}");
            return await Line() ?? "";
        }

        private async Task<bool> Take()
        {
            var mail = new StringBuilder();
            while (await Line() is { } line)
            {
                if (line == ".")
                {
                    // Taken is what was answered so.
                    if (server._answers.ContainsKey("TEXT")) { return await Say("TEXT", ""); }
                    server.Mails.Enqueue(mail.ToString());
                    return await Say("TEXT", "250 taken");
                }
                mail.AppendLine(line);
            }
            return false;
        }

        private async Task<bool> Say(string command, string usual)
        {
            var line = server._answers.GetValueOrDefault(command, usual);
            if (line == "silence") { await Task.Delay(Timeout.Infinite, stop); }
            if (line.Length == 0) { return false; }
            await Write(line);
            return true;
        }

        private async Task Write(string line) => await _stream.WriteAsync(Encoding.ASCII.GetBytes($"{line}\r\n"), stop);

        // One byte at a time: nothing is read beyond STARTTLS.
        private async Task<string?> Line()
        {
            var (line, one) = (new List<byte>(), new byte[1]);
            while (await _stream.ReadAsync(one, stop) == 1)
            {
                if (one[0] == '\n') { return Encoding.UTF8.GetString([.. line]).TrimEnd('\r'); }
                line.Add(one[0]);
            }
            return null;
        }

        private static string Decoded(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
    }
}
