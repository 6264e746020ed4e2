using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Platform.Audit;
using Platform.Ids;
using Platform.Turns;

namespace Platform.People;

/// <summary>A company's keys as they are stored: hashes of secrets, never secrets.</summary>
internal sealed record ApiKeysState(ImmutableArray<ApiKey> Keys);

/// <summary>A key as it is stored.</summary>
internal sealed record ApiKey(ApiKeyView View, byte[] SecretHash);

[JsonSerializable(typeof(ApiKeysState))]
internal sealed partial class ApiKeysJson : JsonSerializerContext;

[GrainType("api-keys")]
internal sealed class ApiKeysGrain(ITurnStore turns, IIdSource ids, TimeProvider clock)
    : DurableGrain<ApiKeysState>(turns, ApiKeysJson.Default.ApiKeysState, new ApiKeysState([])), IApiKeysGrain
{
    /// <summary>Programs of one company; the state is written whole.</summary>
    internal const int KeysMax = 100;

    public async Task<ApiKeyView?> Add(ApiKeyOrder order, CancellationToken cancellationToken)
    {
        if (State.Keys.Length >= KeysMax) { return null; }
        var view = new ApiKeyView(ids.NewId(), order.Name, order.Role, order.Scopes, clock.GetUtcNow(), Actor.Current.Name);
        await Save(State with { Keys = State.Keys.Insert(0, new ApiKey(view, order.SecretHash)) }, "api-key-created", view);
        return view;
    }

    public Task<ImmutableArray<ApiKeyView>> List(CancellationToken cancellationToken) =>
        Task.FromResult(State.Keys.Select(key => key.View).ToImmutableArray());

    public async Task<bool> Revoke(Guid key, CancellationToken cancellationToken)
    {
        if (State.Keys.FirstOrDefault(each => each.View.Id == key) is not { } found) { return false; }
        await Save(State with { Keys = State.Keys.Remove(found) }, "api-key-revoked", found.View);
        return true;
    }

    public Task<ApiKeyView?> Check(Guid key, byte[] secretHash, CancellationToken cancellationToken)
    {
        var found = State.Keys.FirstOrDefault(each => each.View.Id == key);
        return Task.FromResult(Hashes.AreEqual(found?.SecretHash, secretHash) ? found!.View : null);
    }

    private Task<bool> Save(ApiKeysState next, string action, ApiKeyView key)
    {
        var actor = Actor.Current;
        var detail = $"{key.Id} {key.Name} {key.Role} {string.Join(' ', key.Scopes)}";
        return Commit(next, new Turn(Tenant)
        {
            Records = [new TurnRecord.Audit(ids.NewId(), action, actor.Name, detail, clock.GetUtcNow(), actor.Address)],
        });
    }
}
