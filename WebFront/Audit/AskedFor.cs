namespace Platform.Audit;

/// <summary>
/// What a request asked for, as logs and the audit may say it. A path may hold a customer's number, so it is named by its route.
/// </summary>
internal static class AskedFor
{
    /// <summary>Method and route; of a path that leads nowhere no more than that.</summary>
    internal static string Of(HttpContext context) =>
        $"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "nowhere"}";
}
