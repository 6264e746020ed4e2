using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Platform.FreeSwitch;

/// <summary>
/// Reads what the switch sends: a query (profiles without a method), an urlencoded body, or a multipart body where a file is attached.
/// Files are read to their end and dropped, never held in memory: recordings are not kept.
/// </summary>
internal static class SwitchRequestReader
{
    /// <summary>Largest form without files. All variables of a SIP call are about 10 kB.</summary>
    internal const int FormBytesMax = 1 << 20;

    /// <summary>Largest attached file: half an hour of G.711 as PCM16 at 8 kHz, 16 kB a second.</summary>
    internal const long FileBytesMax = 32L << 20;

    /// <summary>Largest request body: one file and its form.</summary>
    internal const long BodyBytesMax = FileBytesMax + FormBytesMax;

    private const int BoundaryLengthMax = 100;

    /// <exception cref="InvalidDataException">The body is not what its content type says, or is too large.</exception>
    /// <exception cref="IOException">The body ended early.</exception>
    internal static async Task<SwitchParameters> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        var query = PercentText.ReadForm(Encoding.Latin1.GetBytes(request.QueryString.Value?.TrimStart('?') ?? ""));
        var body = Boundary(request) is { } boundary
            ? await ReadMultipart(request.Body, boundary, cancellationToken)
            : PercentText.ReadForm(await ReadBytes(request.Body, FormBytesMax, cancellationToken));

        // The query belongs to the URL that the dialplan was given; what the switch says of the call is the body.
        return new SwitchParameters([.. body, .. query]);
    }

    /// <summary>The whole body.</summary>
    /// <exception cref="InvalidDataException">It is longer than <paramref name="bytesMax"/>.</exception>
    internal static async Task<ReadOnlyMemory<byte>> ReadBytes(Stream body, int bytesMax, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (int count; (count = await body.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if (bytes.Length + count > bytesMax)
                {
                    throw new InvalidDataException($"The body is longer than {bytesMax} bytes.");
                }
                bytes.Write(buffer, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return bytes.ToArray();
    }

    private static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= BoundaryLengthMax } boundary
            ? boundary.ToString()
            : null;

    private static async Task<List<KeyValuePair<string, string>>> ReadMultipart(
        Stream body, string boundary, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(boundary, body) { BodyLengthLimit = FileBytesMax };
        var fields = new List<KeyValuePair<string, string>>();
        var left = FormBytesMax;
        while (fields.Count < SwitchParameters.CountMax && await reader.ReadNextSectionAsync(cancellationToken) is { } part)
        {
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)
                || disposition.FileName.HasValue
                || disposition.FileNameStar.HasValue)
            {
                await part.Body.DrainAsync(cancellationToken);
                continue;
            }

            var value = await ReadBytes(part.Body, left, cancellationToken);
            left -= value.Length;
            fields.Add(new(HeaderUtilities.RemoveQuotes(disposition.Name).ToString(), PercentText.ReadBytes(value.Span)));
        }
        return fields;
    }
}
