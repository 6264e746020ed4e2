using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Platform.Storage;

/// <summary>Has the kernel begin to write a file's changed pages to the disk, without waiting for the disk. Linux; elsewhere nothing happens.</summary>
/// <remarks>Source: sync_file_range(2). It promises nothing: what must be durable is forced to the disk by SQLite.</remarks>
/// <param name="path">The file; it need not exist before <see cref="Start"/>.</param>
internal sealed class WriteBack(string path) : IDisposable
{
    private const uint Begin = 2;

    private SafeFileHandle? _file;

    /// <summary>Begins with all that was changed since the last time.</summary>
    /// <returns>0, or the system's error number: nothing is lost by it.</returns>
    public int Start()
    {
        if (!OperatingSystem.IsLinux()) { return 0; }
        _file ??= File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return sync_file_range(_file, 0, 0, Begin) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>Closes the file. POSIX drops the process's locks on a file with any handle to it, so SQLite's connections must be closed before.</summary>
    public void Dispose() => _file?.Dispose();

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sync_file_range(SafeFileHandle file, long offset, long length, uint flags);
}
