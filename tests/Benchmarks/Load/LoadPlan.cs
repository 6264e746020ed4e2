namespace Platform.Benchmarks.Load;

/// <summary>What the load generator is to send.</summary>
/// <param name="Port">Where the server listens on loopback.</param>
/// <param name="Templates">The requests, sent one after the other, again and again.</param>
/// <param name="OneIdPerPass">Whether an id stays for a pass through the templates (a call) or is new with each request (a message).</param>
/// <param name="Connections">Requests on their way at once.</param>
/// <param name="Seconds">How long.</param>
/// <param name="PerSecond">Requests a second over all connections, or 0 for as many as are answered.</param>
/// <param name="Numbers">Which telephone numbers send.</param>
internal sealed record LoadPlan(
    int Port, RequestTemplate[] Templates, bool OneIdPerPass, int Connections, double Seconds, double PerSecond, NumberRange Numbers);

/// <summary>Telephone numbers at equal distances.</summary>
internal sealed record NumberRange(long First, int Count, long Distance)
{
    public long this[long index] => First + index % Count * Distance;
}

/// <summary>A request in which the marks stand for what differs from one to the next.</summary>
/// <param name="Head">Request line and headers, without <c>Content-Length</c>, each line ended.</param>
/// <param name="Body">The body.</param>
internal sealed record RequestTemplate(string Head, string Body)
{
    /// <summary>The sender's number.</summary>
    public const string Number = "NNNNNNNNNNNNN";

    /// <summary>A linked id that belongs to the number.</summary>
    public const string LinkedId = "LLLLLLLLLLLLLLL";

    /// <summary>The id of the message or call.</summary>
    public const string Id = "IIIIIIIIIIIIIIIIIIIIIIIIIIIIIIII";

    /// <summary>A request with one header of its own.</summary>
    public static RequestTemplate Post(string path, string contentType, string header, string body) =>
        new($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {contentType}\r\n{header}\r\n", body);
}

/// <summary>What came of it.</summary>
/// <param name="Answered">Requests answered 200 after the ramp.</param>
/// <param name="Failed">Requests answered otherwise, ever.</param>
/// <param name="Seconds">The time that <paramref name="Answered"/> took.</param>
/// <param name="P50Ms">Median answer time.</param>
/// <param name="P99Ms">Ninety-ninth percentile. At a given rate, a request that waited for its connection counts from when it was due.</param>
/// <param name="FirstFailure">The first answer that was not 200.</param>
internal sealed record LoadResult(int Answered, int Failed, double Seconds, double P50Ms, double P99Ms, string? FirstFailure)
{
    /// <summary>Requests answered in a second.</summary>
    public double PerSecond => Answered / Seconds;
}
