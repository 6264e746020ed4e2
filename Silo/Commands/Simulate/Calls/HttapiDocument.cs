using System.Collections.Immutable;
using System.Net;
using System.Xml;
using System.Xml.Linq;

namespace Platform.Commands.Simulate.Calls;

/// <summary>
/// A call document as FreeSWITCH 1.10 takes it. Stricter than the switch: what makes the switch leave the application, loop, crash or
/// lose input is a <see cref="HttapiTrapException"/> here.
/// </summary>
/// <param name="Parameters">What comes back with further requests; an empty value takes a parameter back.</param>
/// <param name="Work">The tags in order.</param>
/// <param name="Bytes">Length of the document.</param>
internal sealed record HttapiDocument(ImmutableArray<KeyValuePair<string, string>> Parameters, ImmutableArray<HttapiTag> Work, int Bytes)
{
    /// <summary>The switch adds up all documents of a call and gives up beyond this.</summary>
    internal const int CallBytesMax = 1 << 20;

    private const int BufferStep = 1_024;

    /// <summary>Reads an answer of the server.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="contentType">Its content type.</param>
    /// <param name="body">Its body.</param>
    /// <param name="bytesBefore">Bytes of the call's earlier documents.</param>
    /// <exception cref="HttapiTrapException">The switch would not go on with it as meant.</exception>
    internal static HttapiDocument Read(HttpStatusCode status, string? contentType, ReadOnlyMemory<byte> body, int bytesBefore)
    {
        Trap.If(status != HttpStatusCode.OK, $"status {(int)status}: only 200 is taken, and redirects lose the body");
        Trap.If(contentType?.Contains("text/xml", StringComparison.Ordinal) != true, $"content type {contentType}: only text/xml is taken");
        Trap.If(body.IsEmpty, "an empty body ends the application");
        Trap.If(body.Length % BufferStep == BufferStep - 1, $"{body.Length} bytes: a body that fills the buffer but for a byte is dropped");
        Trap.If(bytesBefore + body.Length > CallBytesMax, "the documents of one call may not exceed 1 MiB together");

        var root = Parse(body);
        var document = new HttapiDocument(
            [.. Children(root, "params").Select(element => KeyValuePair.Create(element.Name.LocalName, element.Value))],
            [.. Children(root, "work").Select(HttapiTag.Read)],
            body.Length);
        HttapiRules.Check(document.Work);
        return document;
    }

    private static XElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(body.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = true });
            return XDocument.Load(reader).Root!;
        }
        catch (XmlException failure)
        {
            throw new HttapiTrapException("a document that is not well-formed may be half executed", failure);
        }
    }

    private static IEnumerable<XElement> Children(XElement root, string name) => root.Element(name)?.Elements() ?? [];
}

/// <summary>One tag of a document's work.</summary>
/// <param name="Name">Its name in lower case: the switch ignores the case.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Binds">What it listens for.</param>
/// <param name="Body">Its text.</param>
internal sealed record HttapiTag(
    string Name, ImmutableDictionary<string, string> Attributes, ImmutableArray<HttapiBind> Binds, string Body)
{
    /// <summary>An attribute, or <c>null</c>.</summary>
    internal string? this[string name] => Attributes.GetValueOrDefault(name);

    /// <summary>Whether it waits for the caller.</summary>
    internal bool Listens => !Binds.IsEmpty;

    internal static HttapiTag Read(XElement element) => new(
        element.Name.LocalName.ToLowerInvariant(),
        element.Attributes().ToImmutableDictionary(a => a.Name.LocalName, a => a.Value),
        [.. element.Elements("bind").Select(
            bind => new HttapiBind(bind.Value, (string?)bind.Attribute("strip"), (string?)bind.Attribute("action")))],
        string.Concat(element.Nodes().OfType<XText>().Select(text => text.Value)));
}

/// <summary>Digits that a tag listens for.</summary>
/// <param name="Expression">Plain digits, or a pattern after <c>~</c>.</param>
/// <param name="Strip">Characters at which the result is cut.</param>
/// <param name="Action">The address to go to.</param>
internal sealed record HttapiBind(string Expression, string? Strip, string? Action)
{
    internal bool IsPattern => Expression.StartsWith('~');
}

/// <summary>A server's answer would not do at the switch what it was meant to.</summary>
internal sealed class HttapiTrapException : Exception
{
    public HttapiTrapException() { }

    public HttapiTrapException(string message) : base(message) { }

    public HttapiTrapException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>Says why the switch would stumble.</summary>
internal static class Trap
{
    internal static void If(bool condition, string why)
    {
        if (condition)
        {
            throw new HttapiTrapException(why);
        }
    }
}
