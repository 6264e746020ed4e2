using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Options;
using Platform.Backups;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>Scheduled backups in a folder: one folder for each tenant, one file for each backup, readable by their owner only.</summary>
internal sealed class BackupFolder(TenantBackups backups, IOptions<BackupOptions> options) : IBackupFiles, IDisposable
{
    private const string NameFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string Extension = ".zip";
    private const string Unfinished = TenantBackups.Unfinished;

    private readonly SemaphoreSlim _atOnce = new(options.Value.AtOnce);

    /// <inheritdoc />
    public bool IsOn => options.Value.Directory is { Length: > 0 };

    /// <inheritdoc />
    public async Task<BackupFile> Save(TenantId tenant, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await _atOnce.WaitAsync(cancellationToken);
        try
        {
            var folder = Of(tenant);
            Create(folder);
            // What a process left behind that ended in the middle of it.
            foreach (var part in folder.EnumerateFiles($"*{Unfinished}")) { part.Delete(); }
            var name = at.UtcDateTime.ToString(NameFormat, CultureInfo.InvariantCulture) + Extension;
            var path = Path.Combine(folder.FullName, name);
            await backups.Save(tenant, path, cancellationToken);
            return Find(new FileInfo(path))!;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new BackupException($"The backup could not be written: {failure.Message}", failure);
        }
        finally
        {
            _atOnce.Release();
        }
    }

    /// <inheritdoc />
    public ImmutableArray<BackupFile> List(TenantId tenant)
    {
        if (!IsOn || !Of(tenant).Exists) { return []; }
        try
        {
            return [.. Of(tenant).EnumerateFiles($"*{Extension}").Select(Find).OfType<BackupFile>().OrderByDescending(file => file.At)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"The folder of backups cannot be read: {failure.Message}", failure);
        }
    }

    /// <inheritdoc />
    public void Remove(TenantId tenant, BackupFile file)
    {
        try
        {
            File.Delete(Path.Combine(Of(tenant).FullName, Path.GetFileName(file.Name)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"An old backup cannot be removed: {failure.Message}", failure);
        }
    }

    /// <inheritdoc />
    public void RemoveAll(TenantId tenant)
    {
        if (!IsOn || !Of(tenant).Exists) { return; }
        try
        {
            var folder = Of(tenant);
            foreach (var part in folder.EnumerateFiles($"*{Unfinished}")) { part.Delete(); }
            foreach (var file in folder.EnumerateFiles($"*{Extension}").Where(file => Find(file) is not null)) { file.Delete(); }
            if (!folder.EnumerateFileSystemInfos().Any()) { folder.Delete(); }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"The backups cannot be removed: {failure.Message}", failure);
        }
    }

    public void Dispose() => _atOnce.Dispose();

    private DirectoryInfo Of(TenantId tenant) => new(Path.Combine(Path.GetFullPath(options.Value.Directory!), tenant.ToString()));

    private static void Create(DirectoryInfo folder)
    {
        if (OperatingSystem.IsWindows()) { folder.Create(); }
        else { Directory.CreateDirectory(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute); }
    }

    // What somebody else put there is left alone.
    private static BackupFile? Find(FileInfo file) =>
        DateTimeOffset.TryParseExact(
            Path.GetFileNameWithoutExtension(file.Name), NameFormat, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var at)
            ? new BackupFile(file.Name, at, file.Length)
            : null;
}
