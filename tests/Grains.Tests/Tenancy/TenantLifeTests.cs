using System.Collections.Immutable;
using Platform.Tenancy;

namespace Platform.Tests.Tenancy;

public sealed class TenantLifeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Grace = TimeSpan.FromDays(30);

    [Fact]
    public void A_tenant_begins_active_and_holds_its_slug()
    {
        var created = To(TenantLife.Create(TenantState.Empty, Profile(), Now));

        Assert.Equal(TenantStatus.Active, created.Next.Status);
        Assert.Equal("slug:clinic", Assert.Single(created.Next.Names).Value);
        Assert.Equal("tenant-create", created.Action);
    }

    [Fact]
    public void The_same_profile_again_changes_nothing_and_another_is_refused()
    {
        Assert.IsType<TenantChange.None>(TenantLife.Create(Created(), Profile(), Now));
        Assert.Equal(TenantOutcome.Exists, Refusal(TenantLife.Create(Created(), Profile() with { Name = "Another" }, Now)));
    }

    [Fact]
    public void A_payment_does_not_undo_what_the_operator_did()
    {
        var overdue = To(TenantLife.Suspend(Created(), "payment-overdue", "platform", Now)).Next;
        var both = To(TenantLife.Suspend(overdue, "abuse", "operator:ana", Now)).Next;

        var paid = To(TenantLife.Lift(both, "payment-overdue", Now)).Next;

        Assert.Equal(TenantStatus.Suspended, paid.Profile!.Status);
        Assert.Equal("abuse", Assert.Single(paid.Suspensions).Reason);
        Assert.Equal(TenantStatus.Active, To(TenantLife.Lift(paid, "abuse", Now)).Next.Profile!.Status);
    }

    [Fact]
    public void Each_act_repeated_changes_nothing()
    {
        var suspended = To(TenantLife.Suspend(Created(), "abuse", "operator:ana", Now)).Next;
        var deleted = To(TenantLife.Delete(suspended, Grace, Now)).Next;

        Assert.IsType<TenantChange.None>(TenantLife.Suspend(suspended, "abuse", "operator:bia", Now));
        Assert.IsType<TenantChange.None>(TenantLife.Resume(Created(), Now));
        Assert.IsType<TenantChange.None>(TenantLife.Lift(Created(), "abuse", Now));
        Assert.IsType<TenantChange.None>(TenantLife.Cancel(deleted, Now));
        Assert.IsType<TenantChange.None>(TenantLife.Delete(deleted, Grace, Now.AddDays(1)));
    }

    [Fact]
    public void A_deletion_waits_for_the_end_of_the_grace_period_and_a_resumption_takes_it_back()
    {
        var deletion = To(TenantLife.Delete(Created(), Grace, Now));
        var resumed = To(TenantLife.Resume(deletion.Next, Now.AddDays(1)));

        Assert.Equal(TenantStatus.Cancelled, deletion.Next.Profile!.Status);
        Assert.Equal(Now + Grace, Assert.Single(deletion.Alarms).Due);
        Assert.Null(Assert.Single(resumed.Alarms).Due);
        Assert.Equal(TenantStatus.Active, resumed.Next.Profile!.Status);
    }

    [Fact]
    public void What_is_left_of_a_deleted_tenant_says_that_it_existed_and_nothing_more()
    {
        var buried = To(TenantLife.Bury(To(TenantLife.Delete(Created(), Grace, Now)).Next, Now + Grace)).Next;

        Assert.Equal(TenantStatus.Deleted, buried.Status);
        Assert.Null(buried.Profile);
        Assert.Empty(buried.Names);
        Assert.Equal(Now + Grace, buried.DeletedAt);
        Assert.Equal(TenantOutcome.NoSuchTenant, Refusal(TenantLife.Resume(buried, Now)));
        Assert.Equal(TenantOutcome.NotAllowed, Refusal(TenantLife.Create(buried, Profile(), Now)));
    }

    [Fact]
    public void An_act_is_audited_with_what_stood_before_and_after()
    {
        var suspended = To(TenantLife.Suspend(Created(), "abuse", "operator:ana", Now));

        Assert.Equal("""{"Status":"Active","Reasons":[]}""", suspended.Before);
        Assert.Equal("""{"Status":"Suspended","Reasons":["abuse"]}""", suspended.After);
    }

    [Fact]
    public void A_configuration_changes_what_it_gives_and_leaves_the_rest()
    {
        var given = new TenantConfiguration(Locale: Locale.Parse("es"), Address: "");
        var next = To(TenantSettings.Configure(Created(), given)).Next.Profile!;

        Assert.Equal(Profile() with { Locale = "es", Address = null }, next with { Faq = [] });
        Assert.IsType<TenantChange.None>(TenantSettings.Configure(Created(), new TenantConfiguration(Faq: ImmutableArray<FaqEntry>.Empty)));
    }

    [Fact]
    public void A_name_may_hold_quotes_and_emoji()
    {
        var renamed = To(TenantSettings.Rename(Created(), TenantName.Parse("  Bar \"do Zé\" 'n' Cia 🍻 ")));

        Assert.Equal("Bar \"do Zé\" 'n' Cia 🍻", renamed.Next.Profile!.Name);
    }

    private static TenantState Created() => To(TenantLife.Create(TenantState.Empty, Profile(), Now)).Next;

    private static TenantChange.To To(TenantChange change) => Assert.IsType<TenantChange.To>(change);

    private static TenantOutcome Refusal(TenantChange change) => Assert.IsType<TenantChange.Refused>(change).Why;

    private static TenantProfile Profile() => new(
        TenantId.Parse("5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0009"), "clinic", "Clinic", "clinics", "pt-BR", "America/Sao_Paulo",
        BusinessHours.Unknown, [], "Rua A, 1", new VoiceProfile("flite", "pt-br", null), TenantStatus.Active);
}
