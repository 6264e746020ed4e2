using System.Net;
using System.Net.Sockets;

namespace Platform.Tests.Harness;

/// <summary>Ports of this machine that nobody listens on, below those that the system hands out by itself.</summary>
internal static class FreePort
{
    private const int TriesMax = 200;

    private static readonly Random Random = new();

    internal static int Take()
    {
        for (var tried = 0; tried < TriesMax; tried++)
        {
            int port;
            lock (Random) { port = Random.Next(10_000, 20_000); }
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one is tried.
            }
        }
        throw new InvalidOperationException("No free port was found.");
    }
}
