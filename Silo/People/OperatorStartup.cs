using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Platform.Hosting;

namespace Platform.People;

/// <summary>
/// Makes the first operator's account, so that somebody can sign in to a new installation. One who was taken out is not made again.
/// </summary>
internal sealed class OperatorStartup(IGrainFactory grains, PatientStart start, IOptions<OperatorOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Password is not { } password) { return Task.CompletedTask; }

        var email = EmailAddress.Parse(options.Value.Email);
        var registration = new Registration(email, "Operator", Role.SuperAdmin, password);
        return start.Run(() => grains.Operators().Ensure(registration, cancellationToken), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
