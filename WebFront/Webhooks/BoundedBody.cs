using System.Buffers;

namespace Platform.Webhooks;

/// <summary>Reads request bodies with a hard limit of our own, whatever the server's limit is.</summary>
internal static class BoundedBody
{
    /// <summary>The bytes, or <c>null</c> when there are more than <paramref name="bytesMax"/>; then the rest is not read.</summary>
    internal static async ValueTask<ReadOnlyMemory<byte>?> Read(HttpRequest request, long bytesMax, CancellationToken cancellationToken)
    {
        if (request.ContentLength > bytesMax)
        {
            return null;
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > bytesMax)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }
            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return bytes;
            }
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
