using Microsoft.Net.Http.Headers;

namespace Platform.FreeSwitch;

/// <summary>
/// Serves rendered speech. The switch asks HEAD, then GET, and keeps the file under its address for at most 300 seconds before it asks
/// again; same length, time and tag then spare it the download.
/// </summary>
internal static class ClipEndpoint
{
    // A name never gets other content.
    private const string CacheControl = "public, max-age=86400, immutable";

    internal static IResult Serve(string name, HttpContext context, Lazy<ClipShelf> shelf)
    {
        if (ClipId.Parse(name) is not { } id || shelf.Value.Find(id) is not { } file)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = CacheControl;
        var written = new DateTimeOffset(file.LastWriteTimeUtc);
        return Results.File(
            file.FullName, "audio/x-wav", lastModified: written, entityTag: new EntityTagHeaderValue($"\"{id.Text[..32]}\""));
    }
}
