using Microsoft.Extensions.DependencyInjection;
using Platform.Channels;
using Platform.Demo;
using Platform.Secrets;
using Platform.Storage;
using Platform.Tenancy;

namespace Platform.Tests.Backups;

/// <summary>A company is restored beside itself: what leads to it stays with it, and what was sealed opens.</summary>
public sealed class RestoredCopyTests(SavingSilo silo) : IClassFixture<SavingSilo>, IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"copy-{Guid.NewGuid():N}.zip");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_takes_no_name_from_the_company_that_lives_and_is_not_served_before_somebody_says_so()
    {
        var company = DemoCompany.All[0];
        var (channel, slug) = (ChannelId.Parse($"evolution:{company.Instance}"), Slug.Parse("restored-beside"));
        await Save(company.Profile.Id);
        var copy = new TenantId(Guid.NewGuid());
        var restored = await Restore(copy, slug);

        Assert.Contains(channel, restored.NotClaimed);
        Assert.Equal(company.Profile.Id, (await silo.Grains.Route(channel).Resolve(Stop))!.Tenant);
        Assert.Equal(copy, (await silo.Grains.Route(RestoredTenant.NameOf(slug)).Resolve(Stop))!.Tenant);
        ActingTenant.Set(copy);
        var stands = await silo.Grains.Tenant(copy).GetOverview(Stop);
        Assert.Equal((TenantStatus.Suspended, slug.Value), (stands!.Status, stands.Profile!.Slug));
        Assert.Equal([RestoredTenant.NameOf(slug)], stands.Names);
        Assert.Equal(TenantOutcome.Done, await silo.Grains.Tenant(copy).Resume(Stop));
    }

    [Fact]
    public async Task A_copy_gets_the_names_that_nobody_has_and_opens_what_was_sealed()
    {
        var company = DemoCompany.All[1];
        var channel = ChannelId.Parse($"evolution:{company.Instance}");
        await Save(company.Profile.Id);
        ActingTenant.Set(company.Profile.Id);
        var shown = (await silo.Grains.Route(channel).Resolve(Stop))!.SecretHash;
        await silo.Grains.Route(channel).Release(company.Profile.Id, Stop);
        Assert.Null(await silo.Grains.Route(channel).Resolve(Stop));

        var copy = new TenantId(Guid.NewGuid());
        Assert.DoesNotContain(channel, (await Restore(copy, Slug.Parse("restored-apart"))).NotClaimed);
        var route = (await silo.Grains.Route(channel).Resolve(Stop))!;
        Assert.Equal(copy, route.Tenant);
        Assert.Equal(shown, route.SecretHash);

        // Under its own id what the company sealed is bound to the company.
        var secrets = silo.Services.GetRequiredService<ISecretProtector>();
        var closed = await secrets.Protect(company.Profile.Id, "test", "a secret", Stop);
        Assert.Equal("a secret", await secrets.Unprotect(copy, "test", closed, Stop));
    }

    public void Dispose() => File.Delete(_file);

    private Task<ArchiveManifest> Save(TenantId tenant) => silo.Services.GetRequiredService<TenantBackups>().Save(tenant, _file, Stop);

    private Task<RestoredArchive> Restore(TenantId copy, Slug slug) =>
        silo.Services.GetRequiredService<TenantRestore>().Restore(_file, copy, slug, Stop);
}
