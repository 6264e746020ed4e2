using System.Text;
using Platform.Calls;

namespace Platform.FreeSwitch;

/// <summary>
/// Turns a reply into a document that the switch can only understand one way. What makes a switch stumble cannot be written with it:
/// there is no tag that answers the call, redirects, records or names an action; at most one tag waits for the caller or ends the call,
/// and it is the last.
/// </summary>
internal static class CallDocumentRenderer
{
    /// <summary>
    /// Longest document. A speech of <see cref="CallReply.SpeechMax"/> characters, each escaped to the 6 bytes of <c>&amp;quot;</c>, is
    /// 12,000 bytes; everything else together stays below 2,000.
    /// </summary>
    internal const int DocumentBytesMax = 14_000;

    /// <summary>
    /// What the documents of one call may add up to. The switch gives up at 1,048,576 bytes; half of it leaves room for what other
    /// servers gave the same call before. With ordinary documents of 1,200 bytes that is 430 steps, with the longest possible ones 37.
    /// </summary>
    internal const int CallBytesMax = 512 * 1024;

    // The switch's read buffer drops a document that fills it but for its last byte.
    private const int BufferStep = 1_024;

    /// <summary>The document as UTF-8.</summary>
    internal static byte[] Render(CallReply reply, CallDocumentContext context)
    {
        // The last document must fit as well, so there is always room for one more.
        var fits = context.BytesSent is >= 0 and <= CallBytesMax - (2 * DocumentBytesMax);
        var endsCall = reply.Then is not CallAction.Listen;
        return Write(fits || endsCall ? reply : PhoneTexts.Of(reply.Locale).Emergency(context.OperatorExtension), context);
    }

    private static byte[] Write(CallReply reply, CallDocumentContext context)
    {
        var xml = new StringBuilder("<document type=\"xml/freeswitch-httapi\">");
        var bytesAt = WriteParameters(xml, reply.Then, context);
        xml.Append("<work>");
        CallTags.Write(xml, SpokenText.Clean(reply.Speech), reply.Then, context);
        xml.Append("</work></document>");

        var length = Encoding.UTF8.GetByteCount(xml.ToString());
        if (length % BufferStep == BufferStep - 1)
        {
            xml.Append('\n');
            length++;
        }
        if (bytesAt is { } at)
        {
            var total = Math.Clamp(context.BytesSent, 0, CallBytesMax) + length;
            xml.Remove(at, StickyTags.BytesWidth).Insert(at, StickyTags.Number(total));
        }
        return Encoding.UTF8.GetBytes(xml.ToString());
    }

    // Where the call's bytes are to be written once they are known.
    private static int? WriteParameters(StringBuilder xml, CallAction then, CallDocumentContext context) =>
        context.Sticky is { } sticky ? StickyTags.Write(xml, sticky, asks: then is CallAction.Listen) : null;
}
