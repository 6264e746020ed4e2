using System.Net;
using System.Net.Sockets;

namespace Platform.Auth;

/// <summary>Where a request comes from, as attempts and sessions are told apart by it.</summary>
internal static class ClientAddress
{
    // A subscriber of IPv6 has at least this network to itself, and changes addresses within it all the time.
    private const int SubscriberBytes = 8;

    /// <summary>The address; of IPv6 its first 64 bits.</summary>
    internal static string Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    internal static string Of(IPAddress? address)
    {
        if (address is null) { return "unknown"; }
        if (address.IsIPv4MappedToIPv6) { return address.MapToIPv4().ToString(); }
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address)) { return address.ToString(); }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(SubscriberBytes).Clear();
        return new IPAddress(bytes).ToString();
    }
}
