using System.Collections.Immutable;
using Platform.People;
using Platform.Turns;

namespace Platform.Plans;

/// <summary>What the company's administrators are told.</summary>
internal sealed partial class SubscriptionGrain
{
    private const string NoticeAlarm = "notices";

    // Owed with the turn that found it, told by the clock.
    private ImmutableArray<AlarmChange> AlarmOf(SubscriptionState next) =>
        next.Notices.Length > State.Notices.Length ? [new AlarmChange(NoticeAlarm, Now)] : [];

    private async Task TellAdministrators(CancellationToken cancellationToken)
    {
        var owed = State.Notices;
        var people = owed.IsEmpty ? [] : await GrainFactory.People(Tenant).List(cancellationToken);
        foreach (var administrator in people.Where(person => person is { Role: Role.TenantAdmin, HasJoined: true }))
        {
            await GrainFactory.User(Tenant, administrator.Email).Tell(owed, cancellationToken);
        }
        await Commit(State with { Notices = State.Notices.RemoveRange(owed) }, new Turn(Tenant) { Alarms = [new AlarmChange(NoticeAlarm, null)] });
    }
}
