using System.Text;

namespace Platform.Tests.FreeSwitch;

/// <summary>A request that a real FreeSWITCH made. Only its address, its credential and the kind of its connection are changed.</summary>
internal sealed record Capture(string Method, string Target, IReadOnlyList<string> Headers, byte[] Body)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures", "FreeSwitch");

    internal static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.http").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    internal static Capture Open(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, $"{name}.http"));
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        var lines = Encoding.ASCII.GetString(bytes, 0, end).Split("\r\n");
        var request = lines[0].Split(' ');
        return new Capture(request[0], request[1], lines[1..], bytes[(end + 4)..]);
    }

    /// <summary>The request for our end point, with the credential of a test exchange.</summary>
    internal byte[] For(string path, string user = "pbx", string password = "segredo") =>
    [
        .. Encoding.ASCII.GetBytes($"{Method} {path}{Query} HTTP/1.1\r\n"),
        .. Encoding.ASCII.GetBytes(string.Concat(
            Headers.Where(line => !line.StartsWith("Authorization:", StringComparison.Ordinal))
                .Append($"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}")
                .Append("Connection: close")
                .Select(line => line + "\r\n"))),
        .. "\r\n"u8,
        .. Body,
    ];

    private string Query => Target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? Target[at..] : "";
}
