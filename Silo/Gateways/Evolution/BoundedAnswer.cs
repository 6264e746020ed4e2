namespace Platform.Gateways.Evolution;

/// <summary>Reads answers of the server, which may say more than we care to hold.</summary>
internal static class BoundedAnswer
{
    // An answer repeats the message with its context, or holds the picture of a code; more than this says nothing more.
    private const int BytesMax = 256 * 1024;

    /// <summary>The body, or nothing where it is too long.</summary>
    internal static async Task<ReadOnlyMemory<byte>> Read(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[4096];
        using var body = new MemoryStream();
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (body.Length + read > BytesMax) { return ReadOnlyMemory<byte>.Empty; }
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }
}
