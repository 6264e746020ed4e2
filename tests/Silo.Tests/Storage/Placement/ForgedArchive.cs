using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Tests.Storage;

/// <summary>An archive that somebody wrote who knows the format: its checksums fit what was changed.</summary>
internal static class ForgedArchive
{
    internal static async Task Edit(string path, string file, Func<string, string> edit, string? table = null)
    {
        await using var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Update, Given.Stop);
        var manifest = JsonNode.Parse(await Text(zip, "manifest.json"))!;
        var known = manifest["Tables"]!.AsArray().Single(each => each!["File"]!.GetValue<string>() == file)!;
        var before = await Text(zip, file);
        var after = edit(before);
        Assert.True(table is not null || before != after, "The forgery changes nothing.");
        known["Sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(after)));
        if (table is not null) { known["Table"] = table; }
        await Replace(zip, file, after);
        await Replace(zip, "manifest.json", manifest.ToJsonString());
    }

    private static async Task<string> Text(ZipArchive zip, string file)
    {
        using var reader = new StreamReader(await zip.GetEntry(file)!.OpenAsync(Given.Stop));
        return await reader.ReadToEndAsync(Given.Stop);
    }

    private static async Task Replace(ZipArchive zip, string file, string text)
    {
        zip.GetEntry(file)!.Delete();
        await using var entry = await zip.CreateEntry(file).OpenAsync(Given.Stop);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(text), Given.Stop);
    }
}
