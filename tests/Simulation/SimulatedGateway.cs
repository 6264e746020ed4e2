using Platform.Channels;
using Platform.Gateways;
using Platform.Tenancy;

namespace Platform.Tests.Simulation;

/// <summary>A provider that is slow, sometimes away, and sometimes loses the answer after it has sent.</summary>
internal sealed class SimulatedGateway(TimeProvider clock, Faults faults) : IMessageGateway
{
    private readonly List<GatewaySend> _sends = [];
    private int _accepted;

    /// <summary>Everything that reached the customer, in order.</summary>
    public IReadOnlyList<GatewaySend> Sends => _sends;

    public bool IsDown { get; set; }

    /// <summary>Fails as an adapter does that has an error in it; counts how often.</summary>
    public bool IsBroken { get; set; }

    public int Failures { get; private set; }

    public async Task<SendResult> SendText(TenantId tenant, ChannelId channel, string to, string text, CancellationToken cancellationToken)
    {
        await Task.Delay(faults.GatewayDelay(), clock, cancellationToken);
        if (IsBroken)
        {
            Failures++;
            throw new InvalidOperationException("An error of the adapter.");
        }
        if (IsDown || faults.GatewayIsDown()) { return new SendResult.Unavailable("away"); }

        var id = ProviderMessageId.Parse($"out-{++_accepted}");
        _sends.Add(new GatewaySend(tenant, channel, to, text, id, clock.GetUtcNow()));
        await Task.Delay(faults.GatewayDelay(), clock, cancellationToken);
        return faults.GatewayOutcomeIsLost() ? new SendResult.Unknown("connection lost") : new SendResult.Accepted(id);
    }
}

internal sealed record GatewaySend(TenantId Tenant, ChannelId Channel, string To, string Text, ProviderMessageId Id, DateTimeOffset At);
