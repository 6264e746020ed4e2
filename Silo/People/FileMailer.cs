using System.Globalization;
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
            PrivateFile.Write(
                Path.Combine(folder, name), System.Text.Encoding.UTF8.GetBytes($"To: {mail.To.Text}\nSubject: {mail.Subject}\n\n{mail.Text}\n"));
            foreach (var old in Directory.GetFiles(folder, "*.eml").Order(StringComparer.Ordinal).SkipLast(FilesMax)) { File.Delete(old); }
            return Task.CompletedTask;
        }
        catch (IOException failure)
        {
            throw new MailUnavailableException("The mail could not be written.", failure);
        }
    }
}
