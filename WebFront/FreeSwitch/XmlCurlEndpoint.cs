namespace Platform.FreeSwitch;

/// <summary>
/// mod_xml_curl. Nothing is served from here: every section is answered with "not found", and the switch goes on to its own files. The
/// request is not read: it makes no difference.
/// </summary>
internal static class XmlCurlEndpoint
{
    internal static IResult Answer() => SwitchResults.NotFound();
}
