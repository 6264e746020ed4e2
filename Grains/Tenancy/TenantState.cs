using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Platform.Channels;

namespace Platform.Tenancy;

/// <summary>A tenant as it is stored.</summary>
/// <param name="Profile">The profile; <c>null</c> before it is created and after it was deleted.</param>
internal sealed record TenantState(TenantProfile? Profile)
{
    /// <summary>
    /// Names that a company may claim: channels, numbers, domains. A switchboard with a block of numbers has some hundreds at most.
    /// </summary>
    public const int NamesMax = 500;

    /// <summary>Reasons that may stand at once; more would be a mistake of whoever gives them.</summary>
    public const int SuspensionsMax = 8;

    /// <summary>Exchanges that may bring a company's calls: one, a second while it moves, and those of branches.</summary>
    public const int ExchangesMax = 16;

    public static TenantState Empty { get; } = new(Profile: null);

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset StatusSince { get; init; }

    public ImmutableArray<Suspension> Suspensions { get; init; } = [];

    /// <summary>When the contract was ended, or <c>null</c>.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>When the tenant is to be deleted, or <c>null</c>.</summary>
    public DateTimeOffset? DeletionDue { get; init; }

    /// <summary>Since when its keys and data are being removed, or <c>null</c>; from then on nothing brings it back.</summary>
    public DateTimeOffset? RemovalSince { get; init; }

    /// <summary>Accounts of which the gateway did not say that they are gone when they were to be removed.</summary>
    public ImmutableArray<ChannelId> AccountsLeft { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Whether the removal goes on without waiting for them.</summary>
    public bool AbandonsAccounts { get; init; }

    /// <summary>When it was deleted, or <c>null</c>.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Outside names that were claimed, or are about to be; released when the tenant is deleted.</summary>
    public ImmutableArray<ChannelId> Names { get; init; } = [];

    /// <summary>Exchanges that bring its calls, or are about to; they cover it no longer when it is deleted.</summary>
    public ImmutableArray<string> Exchanges { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>What follows from the reasons for the status.</summary>
    [JsonIgnore]
    public TenantStatus Status => this switch
    {
        { DeletedAt: not null } => TenantStatus.Deleted,
        { CancelledAt: not null } => TenantStatus.Cancelled,
        { Suspensions.Length: > 0 } => TenantStatus.Suspended,
        _ => TenantStatus.Active,
    };

    /// <summary>What the operator is shown.</summary>
    public TenantOverview? Overview() => Profile is null && DeletedAt is null
        ? null
        : new TenantOverview(Profile, Status, CreatedAt, StatusSince, Suspensions, DeletionDue, Names, AccountsLeft);
}

/// <summary>The part of a tenant that its life changes, as it is audited.</summary>
internal sealed record LifeView(TenantStatus Status, ImmutableArray<string> Reasons, DateTimeOffset? DeletionDue);

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TenantState))]
[JsonSerializable(typeof(LifeView))]
internal sealed partial class TenantJson : JsonSerializerContext;
