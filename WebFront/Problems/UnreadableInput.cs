using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace Platform.Problems;

/// <summary>Says which part of a request could not be read, and nothing of what it held.</summary>
internal static partial class UnreadableInput
{
    private const string Body = "body";

    // A path holds names that the caller chose; what is longer helps nobody.
    private const int PathLengthMax = 200;

    /// <summary>What is wrong, by member of the body or parameter, or <c>null</c> where that is not known.</summary>
    internal static IDictionary<string, string[]>? Of(BadHttpRequestException failure) =>
        failure switch
        {
            { InnerException: JsonException json } => OfBody(json),
            { StatusCode: not StatusCodes.Status400BadRequest } => null,
            _ when Parameter().Match(failure.Message) is { Success: true } match => OfParameter(match),
            _ => null,
        };

    /// <summary>Whether the body claims a charset that nobody knows; the framework takes that for a failure of ours.</summary>
    internal static bool HasUnknownCharset(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.HasValue && type.Encoding is null;

    private static Dictionary<string, string[]> OfBody(JsonException failure)
    {
        var path = failure.Path?.TrimStart('$').TrimStart('.') is { Length: > 0 and <= PathLengthMax } known ? known : Body;
        var place = failure.LineNumber is { } line && failure.BytePositionInLine is { } position
            ? FormattableString.Invariant($", at line {line + 1}, byte {position + 1}")
            : "";
        return Of(path, $"It is not JSON of the kind that is expected here{place}.");
    }

    private static Dictionary<string, string[]> OfParameter(Match match)
    {
        var isBody = match.Groups["where"].Value.Contains(Body, StringComparison.Ordinal);
        return isBody
            ? Of(Body, "It is missing.")
            : Of(JsonNamingPolicy.CamelCase.ConvertName(match.Groups["name"].Value), "It is missing, or cannot be read.");
    }

    private static Dictionary<string, string[]> Of(string member, string reason) => new(StringComparer.Ordinal) { [member] = [reason] };

    // A parameter is named only in words: Required parameter "int? limit" was not provided from query string.
    [GeneratedRegex(@"parameter ""[^""]*?(?<name>\w+)""(?<where>[^""]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Parameter();
}
