using System.Runtime.InteropServices;

namespace Platform.Tests.Storage;

/// <summary>
/// A disk that takes nothing in for the time being: SQLite's writes to files in one folder end as the system ends them there, with
/// <c>ENOSPC</c> or <c>EIO</c>. Other folders of this process are written as always.
/// </summary>
internal static class FullDisk
{
    internal const int NoSpaceLeft = 28;
    internal const int InputOutputError = 5;

    // Where a system's interface of version 3 keeps these functions, on a machine of 64 bits.
    private const int SetSystemCallOffset = 144;
    private const int GetSystemCallOffset = 152;

    // Which of them SQLite uses depends on how it was compiled; the others it does not have.
    private static readonly string[] Calls = ["write", "pwrite", "pwrite64"];

    private static readonly Lock Gate = new();
    private static readonly List<Delegate> Kept = [];
    private static volatile Fault? _fault;
    private static int _refused;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint WriteCall(int file, nint bytes, nint count);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint WriteAtCall(int file, nint bytes, nint count, long offset);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SetSystemCall(nint system, nint name, nint function);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint GetSystemCall(nint system, nint name);

    /// <summary>How many writes were refused so far.</summary>
    internal static int Refused => Volatile.Read(ref _refused);

    /// <summary>From here on nothing is written below the folder, until what is returned is disposed.</summary>
    internal static IDisposable Below(string folder, int error)
    {
        lock (Gate)
        {
            if (Kept.Count == 0) { Install(); }
            return _fault = new Fault(Path.GetFullPath(folder), error);
        }
    }

    private static void Install()
    {
        var system = Find(nint.Zero);
        var set = Marshal.GetDelegateForFunctionPointer<SetSystemCall>(Marshal.ReadIntPtr(system, SetSystemCallOffset));
        var get = Marshal.GetDelegateForFunctionPointer<GetSystemCall>(Marshal.ReadIntPtr(system, GetSystemCallOffset));
        foreach (var call in Calls)
        {
            var name = Marshal.StringToCoTaskMemUTF8(call);
            if (get(system, name) is var real && real == nint.Zero) { continue; }
            Delegate replacement = call == "write" ? Write(real) : WriteAt(real);
            Kept.Add(replacement);
            Assert.Equal(0, set(system, name, Marshal.GetFunctionPointerForDelegate(replacement)));
        }
        Assert.NotEmpty(Kept);
    }

    private static WriteCall Write(nint function)
    {
        var real = Marshal.GetDelegateForFunctionPointer<WriteCall>(function);
        return (file, bytes, count) => Refuses(file) ? Refuse() : real(file, bytes, count);
    }

    private static WriteAtCall WriteAt(nint function)
    {
        var real = Marshal.GetDelegateForFunctionPointer<WriteAtCall>(function);
        return (file, bytes, count, offset) => Refuses(file) ? Refuse() : real(file, bytes, count, offset);
    }

    private static bool Refuses(int file) =>
        _fault is { } fault && new FileInfo($"/proc/self/fd/{file}").LinkTarget is { } target
        && target.StartsWith(fault.Folder, StringComparison.Ordinal);

    private static nint Refuse()
    {
        Interlocked.Increment(ref _refused);
        Marshal.SetLastSystemError(_fault?.Error ?? InputOutputError);
        return -1;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    private static extern nint Find(nint name);

    private sealed record Fault(string Folder, int Error) : IDisposable
    {
        public void Dispose() => _fault = null;
    }
}
