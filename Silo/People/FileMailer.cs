using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Platform.Secrets;
using Platform.Storage;

namespace Platform.People;

/// <summary>
/// Writes mail to files below the data directory, readable by this user only: for development, and where the operator hands links on by other
/// means.
/// </summary>
internal sealed class FileMailer(IOptions<StorageOptions> storage, TimeProvider clock) : IMailer
{
    /// <summary>Older files make room.</summary>
    private const int FilesMax = 1_000;

    private int _written;

    /// <summary>Where they are.</summary>
    internal static string FolderIn(string dataDirectory) => Path.Combine(dataDirectory, "mail");

    /// <inheritdoc />
    public Task Send(Mail mail, CancellationToken cancellationToken)
    {
        var folder = FolderIn(storage.Value.DataDirectory);
        var number = Interlocked.Increment(ref _written) % FilesMax;
        var name = string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():yyyyMMdd-HHmmss}-{number:000}.eml");
        try
        {
            PrivateFile.Write(Path.Combine(folder, name), Encoding.UTF8.GetBytes(TextOf(mail)));
            foreach (var old in Directory.GetFiles(folder, "*.eml").Order(StringComparer.Ordinal).SkipLast(FilesMax)) { File.Delete(old); }
            return Task.CompletedTask;
        }
        catch (IOException failure)
        {
            throw new MailUnavailableException("The mail could not be written.", failure);
        }
    }

    // To be read as it is, and by mail programs: RFC 6532 lets headers be UTF-8.
    private static string TextOf(Mail mail) =>
        $"To: {mail.To.Text}\nSubject: {mail.Subject}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        + $"Content-Transfer-Encoding: 8bit\n\n{mail.Text}\n";
}
