using System.Text.Json.Serialization;
using Platform.Turns;

namespace Platform.Tenancy;

/// <summary>A tenant as it is stored.</summary>
internal sealed record TenantState(TenantProfile? Profile);

[JsonSerializable(typeof(TenantState))]
internal sealed partial class TenantJson : JsonSerializerContext;

[GrainType("tenant")]
internal sealed class TenantGrain(ITurnStore turns)
    : DurableGrain<TenantState>(turns, TenantJson.Default.TenantState, new TenantState(Profile: null)), ITenantGrain
{
    public Task<TenantProfile?> GetProfile(CancellationToken cancellationToken) => Task.FromResult(State.Profile);

    public async Task PutProfile(TenantProfile profile, CancellationToken cancellationToken)
    {
        if (profile.Id != Tenant) { throw new WrongTenantException("The profile belongs to another tenant."); }

        await Commit(
            new TenantState(profile),
            new Turn(Tenant) { Records = [new TurnRecord.TenantEntry(profile.Slug, profile.Name, profile.Status)] });
    }
}
