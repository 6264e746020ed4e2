using Platform.Channels;
using Platform.Hosts;
using Platform.Onboarding;
using Platform.People;
using Platform.Routing;
using Platform.Tenancy;
using Platform.Tests.Tenancy;

namespace Platform.Tests.Onboarding;

/// <summary>
/// An onboarding whose name somebody else claims after the first look and before its step: the step fails and says so, nothing but the slug
/// is held, and the company goes on with another name.
/// </summary>
public abstract class LostNameTests(FrontOfManyCompanies shared)
{
    private static int _newcomers;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("host", StepName.Host)]
    [InlineData("instance", StepName.WhatsApp)]
    [InlineData("number", StepName.WhatsApp)]
    public async Task The_step_says_which_name_was_lost_nothing_of_it_is_held_and_another_one_may_be_asked_for(string kind, StepName step)
    {
        var (winner, newcomer) = (await shared.NewCompany(), await Newcomer());
        var (asked, other) = (newcomer.Request("wanted"), newcomer.Request("other"));
        var lost = kind switch
        {
            "host" => asked.Host!.Value,
            "instance" => asked.WhatsApp!.Channel,
            _ => ChannelId.Parse($"whatsapp:{asked.WhatsApp!.Number}"),
        };
        ActingTenant.Set(winner.Id);
        Assert.Equal(ClaimOutcome.Claimed, await shared.Front.Grains.Tenant(winner.Id).ClaimName(lost, secret: null, Stop));

        // Only what was lost changes.
        other = kind == "host" ? asked with { Host = other.Host } : asked with { WhatsApp = other.WhatsApp };
        Assert.Equal(OnboardingOutcome.Accepted, await Start(newcomer, asked));
        await Reaches(newcomer, step, StepStatus.Failed);
        Assert.Equal($"The {kind} belongs to another tenant.", (await Step(newcomer, step)).Detail);
        Assert.Equal(kind == "host" ? [newcomer.SlugName] : [newcomer.SlugName, asked.Host!.Value], await Names(newcomer));
        Assert.Equal(winner.Id, (await shared.Front.Grains.Route(lost).Resolve(Stop))!.Tenant);

        // The gateway of this test is away, which is as far as it goes.
        Assert.Equal(OnboardingOutcome.Accepted, await Start(newcomer, other));
        await Reaches(newcomer, StepName.WhatsApp, StepStatus.Retrying);
        Assert.Equal(OnboardingOutcome.SlugTaken, await Start(newcomer, asked));
        Assert.Equal(
            [newcomer.SlugName, other.Host!.Value, ChannelId.Parse($"whatsapp:{other.WhatsApp!.Number}"), other.WhatsApp.Channel], await Names(newcomer));
    }

    [Fact]
    public async Task What_was_claimed_before_the_step_failed_is_given_up_when_something_else_is_asked_for()
    {
        var newcomer = await Newcomer();
        var (asked, other) = (newcomer.Request(ChoosyGateway.Unwanted), newcomer.Request("other"));
        await Start(newcomer, asked);
        await Reaches(newcomer, StepName.WhatsApp, StepStatus.Failed);
        Assert.Contains(asked.WhatsApp!.Channel, await Names(newcomer));

        Assert.Equal(OnboardingOutcome.Accepted, await Start(newcomer, asked with { WhatsApp = other.WhatsApp }));
        await Reaches(newcomer, StepName.WhatsApp, StepStatus.Retrying);
        Assert.DoesNotContain(asked.WhatsApp.Channel, await Names(newcomer));
        Assert.Null(await shared.Front.Grains.Route(asked.WhatsApp.Channel).Resolve(Stop));
        Assert.Null(await shared.Front.Grains.Route(ChannelId.Parse($"whatsapp:{asked.WhatsApp.Number}")).Resolve(Stop));
    }

    // The slug is claimed as the directory does it, whose first look is left out.
    private async Task<OneNewcomer> Newcomer()
    {
        var newcomer = new OneNewcomer(new TenantId(Guid.NewGuid()), Interlocked.Increment(ref _newcomers));
        await shared.Front.Grains.Route(newcomer.SlugName).Claim(new RouteClaim(newcomer.Id, Secret: null), Stop);
        return newcomer;
    }

    private Task<OnboardingOutcome> Start(OneNewcomer newcomer, OnboardingRequest request)
    {
        ActingTenant.Set(newcomer.Id);
        return shared.Front.Grains.Onboarding(newcomer.Id).Start(request, Stop);
    }

    private Task Reaches(OneNewcomer newcomer, StepName step, StepStatus status) =>
        FrontOfManyCompanies.Until(async () => (await Step(newcomer, step)).Status == status);

    private async Task<OnboardingStep> Step(OneNewcomer newcomer, StepName step)
    {
        ActingTenant.Set(newcomer.Id);
        return (await shared.Front.Grains.Onboarding(newcomer.Id).Get(Stop))!.Steps.Single(each => each.Name == step);
    }

    private async Task<ChannelId[]> Names(OneNewcomer newcomer)
    {
        ActingTenant.Set(newcomer.Id);
        return [.. (await shared.Front.Grains.Tenant(newcomer.Id).GetOverview(Stop))!.Names];
    }

    private sealed record OneNewcomer(TenantId Id, int Number)
    {
        private string Slug => $"newcomer-{Number}";

        internal ChannelId SlugName => ChannelId.Parse($"slug:{Slug}");

        internal OnboardingRequest Request(string name) => new(
            new NewTenant(Platform.Tenancy.Slug.Parse(Slug), TenantName.Parse("Newcomer"), "gyms", new TenantConfiguration()),
            EmailAddress.Parse("dona@newcomer.example"), "Dona",
            new WhatsAppRequest(ChannelId.Parse($"evolution:{Slug}-{name}"), $"5511400{name.Length}{Number:0000}", new Uri("http://front.example")),
            ChannelId.Parse($"host:{Slug}.{name}.example"), Plan: null, Trial: false, IsolationTier.Shared, Server: null);
    }
}

public sealed class SqliteLostNameTests(SqliteCompanies shared) : LostNameTests(shared), IClassFixture<SqliteCompanies>;

public sealed class PostgresLostNameTests(PostgresCompanies shared) : LostNameTests(shared), IClassFixture<PostgresCompanies>;
