using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Platform.Gateways.Evolution;

/// <summary>
/// The body of a send that knows whether any of it may have left: what fails before was certainly not sent, whether the name
/// was not found, the connection refused or never made.
/// </summary>
internal sealed class SendContent : HttpContent
{
    private readonly byte[] _json;

    internal SendContent(string number, string text)
    {
        _json = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["number"] = number, ["text"] = text });
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    internal bool MayHaveLeft { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        MayHaveLeft = true;
        return stream.WriteAsync(_json, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        return true;
    }
}
