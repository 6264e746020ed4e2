namespace Platform.Hosts;

/// <summary>
/// The host of a request as it was sent. The framework writes internationalised names in their own letters, which is not how they are
/// claimed, and fails on those that cannot be.
/// </summary>
internal static class HostHeader
{
    internal static HostString Of(HttpRequest request) => new(request.Headers.Host.ToString());
}
