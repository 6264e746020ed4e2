namespace Platform.Secrets;

/// <summary>Writes files that only this user may read.</summary>
public static class PrivateFile
{
    /// <summary>Writes or replaces the file; it is never readable by others, not even for a moment.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var part = $"{path}.part";
        File.Delete(part);
        var open = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) { open.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; }
        using (var file = new FileStream(part, open)) { file.Write(content); }
        File.Move(part, path, overwrite: true);
    }
}
