using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Secrets;

/// <summary>The master key in use, and those that are still accepted.</summary>
internal sealed class MasterKeys
{
    private const int Bytes = 32;
    private const string FileName = "master.key";

    // A key service answers within seconds; a platform that cannot get its key must say so rather than wait.
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, byte[]> _byId = [];

    private MasterKeys(byte[] current, byte[]? old)
    {
        CurrentId = IdOf(current);
        _byId[CurrentId] = current;
        if (old is not null) { _byId.TryAdd(IdOf(old), old); }
    }

    /// <summary>The id of the key that seals.</summary>
    public string CurrentId { get; }

    /// <summary>The key that seals.</summary>
    public byte[] Current => _byId[CurrentId];

    /// <summary>A key that is accepted.</summary>
    /// <exception cref="CryptographicException">It is not: the message names its id, which tells nothing of the key.</exception>
    public byte[] Of(string id) => _byId.TryGetValue(id, out var key)
        ? key
        : throw new CryptographicException($"A data key is sealed under master key {id}, which is neither Secrets:MasterKey nor the old one.");

    /// <summary>The configured keys; without any, the one kept in the data directory, made there when there is none.</summary>
    public static MasterKeys Find(SecretsOptions options, string dataDirectory)
    {
        var old = options.OldMasterKey is { Length: > 0 } text ? Decode(text, "Secrets:OldMasterKey")
            : options.OldMasterKeyFile is { Length: > 0 } file ? Decode(File.ReadAllText(file), file)
            : null;
        return new MasterKeys(FindCurrent(options, dataDirectory), old);
    }

    private static byte[] FindCurrent(SecretsOptions options, string dataDirectory)
    {
        if (options.MasterKey is { Length: > 0 } configured) { return Decode(configured, "Secrets:MasterKey"); }
        if (options.MasterKeyFile is { Length: > 0 } file) { return Decode(File.ReadAllText(file), file); }
        if (options.Command is { Count: > 0 } command)
        {
            return Decode(Run(command[0], command.Skip(1)), "What Secrets:Command printed");
        }

        var path = Path.Combine(dataDirectory, FileName);
        if (!File.Exists(path))
        {
            PrivateFile.Write(path, Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes))));
        }
        return Decode(File.ReadAllText(path), path);
    }

    private static string Run(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("Secrets:Command could not be started.");
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(CommandTimeout))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"Secrets:Command took longer than {CommandTimeout.TotalSeconds} s.");
        }
        return process.ExitCode == 0
            ? output.GetAwaiter().GetResult()
            : throw new InvalidOperationException($"Secrets:Command ended with exit code {process.ExitCode}.");
    }

    private static byte[] Decode(string text, string source)
    {
        var key = new byte[Bytes];
        return Convert.TryFromBase64String(text.Trim(), key, out var written) && written == Bytes
            ? key
            : throw new InvalidOperationException($"{source} must be {Bytes} bytes as base64, such as `openssl rand -base64 {Bytes}` prints.");
    }

    private static string IdOf(byte[] key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, "platform master key id"u8).AsSpan(0, 8));
}
