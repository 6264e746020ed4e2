using Platform.Secrets;
using Platform.Turns;

namespace Platform.People;

/// <summary>A person as stored.</summary>
[GenerateSerializer, Alias("operator-record")]
public sealed record OperatorRecord
{
    /// <summary>The password; <c>null</c> while nobody has the address.</summary>
    [Id(0)] public PasswordHash? Password { get; init; }

    /// <summary>Company and role.</summary>
    [Id(1)] public UserIdentity? Identity { get; init; }
}

[GrainType("operator")]
internal sealed class OperatorGrain([PersistentState("operator")] IPersistentState<OperatorRecord> store) : Grain, IOperatorGrain
{
    public Task<UserIdentity?> Authenticate(string password, CancellationToken cancellationToken) =>
        Task.FromResult(PasswordHash.Matches(store.State.Password, password) ? store.State.Identity : null);

    public Task Register(UserRegistration registration, CancellationToken cancellationToken) => this.Replace(
        store,
        new OperatorRecord { Password = PasswordHash.Of(registration.Password), Identity = registration.Identity },
        cancellationToken);
}
