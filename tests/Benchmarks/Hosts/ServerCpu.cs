using System.Diagnostics;

namespace Platform.Benchmarks.Hosts;

/// <summary>The processor time that this process uses from here on; the load generator is another process.</summary>
internal sealed class ServerCpu
{
    private readonly TimeSpan _before = Now;
    private readonly long _allocatedBefore = GC.GetTotalAllocatedBytes();

    /// <summary>Microseconds for each of so many requests.</summary>
    public double MicrosEach(double requests) => (Now - _before).TotalMicroseconds / requests;

    /// <summary>Kilobytes allocated for each of so many requests.</summary>
    public double KilobytesEach(double requests) => (GC.GetTotalAllocatedBytes() - _allocatedBefore) / 1_000d / requests;

    private static TimeSpan Now
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.TotalProcessorTime;
        }
    }
}
