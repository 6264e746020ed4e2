using Platform.People;

namespace Platform.Tests.People;

public sealed class RosterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly EmailAddress Ana = EmailAddress.Parse("ana@clinic.example");
    private static readonly EmailAddress Bia = EmailAddress.Parse("bia@clinic.example");

    [Fact]
    public void The_last_administrator_can_neither_go_nor_step_down()
    {
        var roster = With(Ana, Role.TenantAdmin).Joined(Ana);
        Assert.Equal(RosterOutcome.LastAdministrator, roster.Remove(Ana).Outcome);
        Assert.Equal(RosterOutcome.LastAdministrator, roster.ChangeRole(Ana, Role.Agent).Outcome);

        var invited = roster.Invite(new Invitation(Bia, "Bia", Role.TenantAdmin), Noon).Next;
        Assert.Equal(RosterOutcome.LastAdministrator, invited.Remove(Ana).Outcome);
        Assert.Equal(RosterOutcome.Done, invited.Joined(Bia).Remove(Ana).Outcome);
    }

    [Fact]
    public void A_person_who_has_joined_is_not_invited_again()
    {
        var roster = With(Ana, Role.Agent);
        Assert.Equal(RosterOutcome.Done, roster.Invite(new Invitation(Ana, "Ana Maria", Role.Agent), Noon).Outcome);
        Assert.Equal(RosterOutcome.AlreadyJoined, roster.Joined(Ana).Invite(new Invitation(Ana, "Ana", Role.TenantAdmin), Noon).Outcome);
    }

    [Fact]
    public void Nobody_of_a_company_becomes_the_operator()
    {
        Assert.Equal(RosterOutcome.Refused, Roster.Empty.Invite(new Invitation(Ana, "Ana", Role.SuperAdmin), Noon).Outcome);
        Assert.Equal(RosterOutcome.Refused, With(Ana, Role.Agent).ChangeRole(Ana, Role.SuperAdmin).Outcome);
        Assert.Equal(RosterOutcome.Refused, With(Ana, Role.Agent).ChangeRole(Ana, (Role)77).Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("Ana\nBcc: all")]
    public void A_name_is_one_line_of_text(string name) =>
        Assert.Equal(RosterOutcome.Refused, Roster.Empty.Invite(new Invitation(Ana, name, Role.Agent), Noon).Outcome);

    [Fact]
    public void A_company_has_a_bounded_number_of_people()
    {
        var roster = new Roster([.. Enumerable.Range(0, Roster.PeopleMax).Select(
            index => new Person(EmailAddress.Parse($"p{index}@clinic.example"), "P", Role.Agent, Noon, HasJoined: true))], new SignInPolicy(CodesRequired: false));
        Assert.Equal(RosterOutcome.Full, roster.Invite(new Invitation(Ana, "Ana", Role.Agent), Noon).Outcome);
        Assert.Equal(RosterOutcome.Refused, Roster.Empty.Invite(new Invitation(Ana, new string('a', 10_000), Role.Agent), Noon).Outcome);
    }

    private static Roster With(EmailAddress email, Role role) => Roster.Empty.Invite(new Invitation(email, "Ana", role), Noon).Next;
}
