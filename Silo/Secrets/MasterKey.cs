using System.Security.Cryptography;
using System.Text;

namespace Platform.Secrets;

/// <summary>Finds the master key.</summary>
internal static class MasterKey
{
    private const int Bytes = 32;
    private const string FileName = "master.key";

    /// <summary>The configured key, or the one kept in the data directory, made there when there is none.</summary>
    public static byte[] Find(SecretsOptions options, string dataDirectory)
    {
        if (options.MasterKey is { Length: > 0 } configured) { return Decode(configured, "Secrets:MasterKey"); }

        var path = Path.Combine(dataDirectory, FileName);
        if (!File.Exists(path))
        {
            PrivateFile.Write(path, Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes))));
        }
        return Decode(File.ReadAllText(path).Trim(), path);
    }

    private static byte[] Decode(string text, string source)
    {
        var key = new byte[Bytes];
        return Convert.TryFromBase64String(text, key, out var written) && written == Bytes
            ? key
            : throw new InvalidOperationException($"{source} must be {Bytes} bytes as base64, such as `openssl rand -base64 {Bytes}` prints.");
    }
}
