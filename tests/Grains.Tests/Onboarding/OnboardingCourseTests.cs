using System.Text.Json;
using Platform.Channels;
using Platform.Onboarding;
using Platform.People;
using Platform.Tenancy;

namespace Platform.Tests.Onboarding;

public sealed class OnboardingCourseTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Steps_follow_each_other_and_what_was_not_asked_for_is_skipped()
    {
        List<StepName> done = [];
        var state = OnboardingCourse.Begin(Request() with { Plan = null, WhatsApp = null }, Now);
        while (OnboardingCourse.Next(state) is { } step)
        {
            done.Add(step.Name);
            state = OnboardingCourse.After(state, step, new StepResult.Done(null), Now);
        }

        Assert.Equal([StepName.Tenant, StepName.Placement, StepName.Host, StepName.Administrator, StepName.Bot], done);
        Assert.Equal(Now, state.FinishedAt);
    }

    [Fact]
    public void A_step_that_fails_for_the_moment_waits_longer_each_time_and_in_the_end_for_a_person()
    {
        var state = OnboardingCourse.Begin(Request(), Now);
        List<TimeSpan> waits = [];
        while (OnboardingCourse.Next(state) is { } step)
        {
            state = OnboardingCourse.After(state, step, new StepResult.Later("away"), Now);
            if (state.NextTry is { } next) { waits.Add(next - Now); }
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], waits.Take(8).Select(wait => wait.TotalSeconds));
        Assert.Equal(OnboardingCourse.AttemptsMax - 1, waits.Count);
        Assert.Equal(StepStatus.Failed, state.Steps[0].Status);
        Assert.Null(state.FinishedAt);
    }

    [Fact]
    public void The_same_request_gives_what_failed_for_good_another_chance_and_leaves_what_is_done()
    {
        var state = OnboardingCourse.Begin(Request(), Now);
        state = OnboardingCourse.After(state, OnboardingCourse.Next(state)!, new StepResult.Done(null), Now);
        state = OnboardingCourse.After(state, OnboardingCourse.Next(state)!, new StepResult.Never("no"), Now);
        Assert.Null(OnboardingCourse.Next(state));

        var again = OnboardingCourse.TryAgain(state, Now);

        Assert.Equal(StepStatus.Done, again.Steps[0].Status);
        Assert.Equal(StepName.Placement, OnboardingCourse.Next(again)!.Name);
    }

    [Fact]
    public void What_failed_may_be_asked_for_in_another_way_and_nothing_else()
    {
        var asked = Request();
        var state = OnboardingCourse.Begin(asked, Now);
        OnboardingRequest[] others =
        [
            asked with { Host = ChannelId.Parse("host:another.example") },
            asked with { Plan = "another", Trial = !asked.Trial },
            asked with { WhatsApp = asked.WhatsApp! with { Channel = ChannelId.Parse("evolution:another"), Number = null } },
        ];
        StepName[] steps = [StepName.Host, StepName.Plan, StepName.WhatsApp];
        Assert.All(others, other => Assert.False(OnboardingCourse.GoesOn(state, other)));

        foreach (var failed in steps)
        {
            var stuck = state with { Steps = [.. state.Steps.Select(step => step.Name == failed ? step with { Status = StepStatus.Failed } : step)] };
            Assert.True(OnboardingCourse.GoesOn(stuck, asked));
            Assert.Equal(steps.Select(step => step == failed), others.Select(other => OnboardingCourse.GoesOn(stuck, other)));
            Assert.False(OnboardingCourse.GoesOn(stuck, asked with { AdministratorName = "Somebody else" }));
            Assert.False(OnboardingCourse.GoesOn(stuck, asked with { Plan = null, WhatsApp = null }));
        }
    }

    [Fact]
    public void Requests_are_the_same_whatever_address_they_were_sent_to_and_differ_in_anything_else()
    {
        var elsewhere = Request() with { WhatsApp = Request().WhatsApp! with { Front = new Uri("http://other.example/") } };

        Assert.True(OnboardingJson.AreSame(Request(), Request()));
        Assert.True(OnboardingJson.AreSame(Request(), elsewhere));
        Assert.False(OnboardingJson.AreSame(Request(), Request() with { Plan = "professional" }));
        Assert.False(OnboardingJson.AreSame(Request(), Request() with { Company = Request().Company with { Sector = "gyms" } }));
    }

    private static OnboardingRequest Request() => new(
        new NewTenant(Slug.Parse("clinic"), TenantName.Parse("Clinic"), "clinics", new TenantConfiguration()),
        EmailAddress.Parse("ana@clinic.example"), "Ana",
        new WhatsAppRequest(ChannelId.Parse("evolution:clinic"), "551140000001", new Uri("http://front.example")),
        Host: null, "basic", Trial: false, IsolationTier.Shared, Server: null);

    [Fact]
    public void An_onboarding_that_was_stored_before_anybody_was_invited_has_no_invitation_when_it_is_read()
    {
        var stored = JsonSerializer.Serialize(OnboardingState.Empty, OnboardingJson.Default.OnboardingState);

        Assert.Null(JsonSerializer.Deserialize(stored, OnboardingJson.Default.OnboardingState)!.Invitation);
    }
}
