namespace Orleans.GrainHost;

/// <summary>The limits of a simulated run.</summary>
public sealed class SimulatedWorldOptions
{
    /// <summary>What the clock shows at first. Default: the first of January 2030, in UTC.</summary>
    public DateTimeOffset Start { get; set; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>More steps than this in one run mean that it goes round in circles. Default: ten million.</summary>
    public long StepsMax { get; set; } = 10_000_000;

    /// <summary>How far the clock may go in one run that waits for something. Default: ten years.</summary>
    public TimeSpan VirtualTimeMax { get; set; } = TimeSpan.FromDays(3650);

    /// <summary>How long a run may take on the wall clock. Default: two minutes.</summary>
    public TimeSpan RealTimeMax { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long the clock waits, in sum over the world's life, for work that may have left the world to come back and be
    /// caught. Default: 250 milliseconds; only while the thread pool is busy.
    /// </summary>
    public TimeSpan ForeignWorkPatience { get; set; } = TimeSpan.FromMilliseconds(250);
}

/// <summary>A simulated run could not go on. The text names the seed, with which it repeats.</summary>
#pragma warning disable CA1032 // It is thrown by the world only, always with its seed.
public sealed class SimulationException : Exception
{
    internal SimulationException(int seed, string message, Exception? innerException = null)
        : base($"Seed {seed}: {message}", innerException)
    {
        Seed = seed;
    }

    public int Seed { get; }
}
#pragma warning restore CA1032
