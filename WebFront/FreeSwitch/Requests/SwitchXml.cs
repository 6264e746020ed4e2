using System.Xml;
using System.Xml.Linq;

namespace Platform.FreeSwitch;

/// <summary>Reads XML that comes from outside: no document types, so no entities to expand and nothing to fetch.</summary>
internal static class SwitchXml
{
    /// <exception cref="XmlException">It is not well-formed, or declares a document type.</exception>
    internal static XDocument Parse(string xml)
    {
        using var reader = XmlReader.Create(
            new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XDocument.Load(reader);
    }
}
