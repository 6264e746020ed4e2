using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Platform.People;

/// <summary>Makes the first operator's account, so that somebody can sign in to a new installation.</summary>
internal sealed class OperatorStartup(IGrainFactory grains, IOptions<OperatorOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Password is not { } password) { return Task.CompletedTask; }

        var email = EmailAddress.Parse(options.Value.Email);
        return grains.Operator(email).Ensure(new Registration(email, "Operator", Role.SuperAdmin, password), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
