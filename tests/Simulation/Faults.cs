namespace Platform.Tests.Simulation;

/// <summary>Decides by the seed what goes wrong, and how often. Rates are in thousandths.</summary>
internal sealed class Faults(Random random)
{
    private const int Slow = 100;
    private const int FailsBefore = 15;
    private const int FailsAfter = 15;
    private const int GatewayDown = 60;
    private const int GatewayUnknown = 40;
    private const int DelayMsMax = 400;

    /// <summary>Whether anything may go wrong; off while the world settles at the end.</summary>
    public bool Active { get; set; } = true;

    /// <summary>Whether every operation of the store takes a while.</summary>
    public bool StoreIsSlow { get; set; }

    public TimeSpan? StoreDelay() => Happens(Slow) || StoreIsSlow ? Some() : null;

    public bool StoreFailsBefore() => Happens(FailsBefore);

    public bool StoreFailsAfter() => Happens(FailsAfter);

    public TimeSpan GatewayDelay() => Some();

    public bool GatewayIsDown() => Happens(GatewayDown);

    public bool GatewayOutcomeIsLost() => Happens(GatewayUnknown);

    private bool Happens(int perThousand) => random.Next(1000) < perThousand && Active;

    private TimeSpan Some() => TimeSpan.FromMilliseconds(random.Next(1, DelayMsMax));
}
