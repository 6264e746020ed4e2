using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Channels;
using Platform.Hosting;
using Platform.People;
using Platform.Routing;
using Platform.Tenancy;

namespace Platform.Demo;

/// <summary>
/// Creates the demo companies where they are missing, before the front begins to listen. A company that is there keeps what was changed in
/// it, and one that was deleted stays so.
/// </summary>
internal sealed partial class DemoSeeder(
    IGrainFactory grains, PatientStart start, DemoCredentials credentials, IOptions<OperatorOptions> configured, ILogger<DemoSeeder> logger)
    : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => start.Run(() => Seed(cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Seed(CancellationToken cancellationToken)
    {
        await grains.Pbx(credentials.PbxUser).SetPassword(credentials.PbxPassword, cancellationToken);
        await RegisterOperator(cancellationToken);
        foreach (var company in DemoCompany.All) { await Create(company, cancellationToken); }
        ActingTenant.Clear();
    }

    private async Task Create(DemoCompany company, CancellationToken cancellationToken)
    {
        ActingTenant.Set(company.Profile.Id);
        var tenant = grains.Tenant(company.Profile.Id);
        if (await tenant.GetProfile(cancellationToken) is null
            && await tenant.Create(company.Profile, cancellationToken) is var outcome and not TenantOutcome.Done)
        {
            LogLeftOut(company.Profile.Slug, outcome);
            return;
        }
        await grains.People(company.Profile.Id).Register(
            new Registration(EmailAddress.Parse(company.AdminEmail), "Admin", Role.TenantAdmin, credentials.Password), cancellationToken);
        await Claim($"evolution:{company.Instance}", company, credentials.WebhookSecret, cancellationToken);
        await Claim($"sip:{company.Domain}", company, secret: null, cancellationToken);
        await Claim($"did:{company.Did}", company, secret: null, cancellationToken);
        await tenant.CoverBy(credentials.PbxUser, cancellationToken);
    }

    private async Task Claim(string name, DemoCompany company, string? secret, CancellationToken cancellationToken)
    {
        var outcome = await grains.Tenant(company.Profile.Id).ClaimName(ChannelId.Parse(name), secret, cancellationToken);
        if (outcome == ClaimOutcome.Taken) { throw new InvalidOperationException($"The demo's route {name} belongs to another tenant."); }
    }

    // An operator who was configured is not the demo's to change.
    private Task RegisterOperator(CancellationToken cancellationToken)
    {
        if (configured.Value.Password is not null) { return Task.CompletedTask; }

        var email = EmailAddress.Parse(DemoCompany.Operator);
        return grains.Operators().Register(new Registration(email, "Operator", Role.SuperAdmin, credentials.Password), cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The demo goes without {Slug}: {Outcome}")]
    private partial void LogLeftOut(string slug, TenantOutcome outcome);
}
