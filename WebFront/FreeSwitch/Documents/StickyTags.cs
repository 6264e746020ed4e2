using System.Globalization;
using System.Text;

namespace Platform.FreeSwitch;

/// <summary>Writes the parameters that come back with the call's further requests.</summary>
internal static class StickyTags
{
    /// <summary>Digits of the byte count: always as many, so that the count does not change the length that it counts.</summary>
    internal const int BytesWidth = 7;

    /// <summary>Writes them and tells where the byte count stands.</summary>
    internal static int Write(StringBuilder xml, StickyParameters sticky, bool asks)
    {
        xml.Append("<params>");
        xml.Append(CultureInfo.InvariantCulture, $"<{StickyParameters.TenantName}>{sticky.Tenant}</{StickyParameters.TenantName}>");
        xml.Append(CultureInfo.InvariantCulture, $"<{StickyParameters.ChannelName}>{sticky.Channel}</{StickyParameters.ChannelName}>");

        // An empty element takes the parameter back.
        xml.Append(CultureInfo.InvariantCulture, $"<{StickyParameters.Asked}>{(asks ? "1" : "")}</{StickyParameters.Asked}>");
        xml.Append(CultureInfo.InvariantCulture, $"<{StickyParameters.Bytes}>");
        var at = xml.Length;
        xml.Append(Number(0));
        xml.Append(CultureInfo.InvariantCulture, $"</{StickyParameters.Bytes}></params>");
        return at;
    }

    internal static string Number(int bytes) => bytes.ToString($"D{BytesWidth}", CultureInfo.InvariantCulture);
}
