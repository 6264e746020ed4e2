using System.Text;
using System.Xml;
using System.Xml.Linq;
using Platform.Calls;

namespace Platform.FreeSwitch;

/// <summary>Reads the layout of mod_xml_cdr.</summary>
internal static class XmlCdr
{
    /// <exception cref="XmlException">It is not well-formed.</exception>
    internal static SwitchCdr? Read(string xml, CallId? call)
    {
        var root = SwitchXml.Parse(xml).Root!;

        // Newest first, as in JSON.
        var profile = root.Elements("callflow").LastOrDefault()?.Element("caller_profile");
        return SwitchCdr.Read(call, Values(root.Element("variables")), new Dictionary<string, string>(Values(profile)));
    }

    // Values of variables are always percent-encoded; those of a caller profile do not hold percent signs.
    private static IEnumerable<KeyValuePair<string, string>> Values(XElement? parent) =>
        (parent?.Elements() ?? [])
            .Where(element => !element.HasElements)
            .DistinctBy(element => element.Name.LocalName)
            .Select(element => KeyValuePair.Create(element.Name.LocalName, PercentText.Decode(Encoding.UTF8.GetBytes(element.Value))));
}
