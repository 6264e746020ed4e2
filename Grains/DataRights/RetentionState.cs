using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Platform.Tenancy;

namespace Platform.DataRights;

/// <summary>A company's retention as it is stored. Pure.</summary>
/// <param name="Own">The company's own periods.</param>
internal sealed record RetentionState(RetentionPeriods Own)
{
    /// <summary>The alarm of each night, and of each further part of a night's work.</summary>
    public const string Alarm = "night";

    /// <summary>The companies' nights begin over these two hours, each at its own minute, so that they do not all begin at once.</summary>
    private const int SpreadSeconds = 7_200;

    // The hour in which the fewest people talk to companies.
    private static readonly TimeSpan Night = TimeSpan.FromHours(2);

    public static RetentionState Empty { get; } = new(new RetentionPeriods());

    /// <summary>When data is removed next; <c>null</c> before the first time was set.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>What is under way, or <c>null</c>.</summary>
    public RetentionWork? Work { get; init; }

    /// <summary>What was done last, or <c>null</c>.</summary>
    public RetentionRound? Last { get; init; }

    /// <summary>The company's next night after a moment.</summary>
    public static DateTimeOffset NextNight(TenantId tenant, DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var begins = Night + TimeSpan.FromSeconds(OwnNumber(tenant) % SpreadSeconds);
        var next = local.TimeOfDay < begins ? local.Date + begins : local.Date.AddDays(1) + begins;
        // A clock that is put forward in that hour leaves it out.
        if (zone.IsInvalidTime(next)) { next += TimeSpan.FromHours(1); }
        return new DateTimeOffset(next, zone.GetUtcOffset(next)).ToUniversalTime();
    }

    // The end of an id is random, whatever kind of id it is.
    private static uint OwnNumber(TenantId tenant) => BinaryPrimitives.ReadUInt32BigEndian(tenant.Value.ToByteArray(bigEndian: true).AsSpan(12));
}

/// <summary>A night's work as far as it is done.</summary>
/// <param name="BeganAt">When it began; ages are counted back from then.</param>
/// <param name="Kind">What is being removed.</param>
/// <param name="After">From where to go on.</param>
internal sealed record RetentionWork(DateTimeOffset BeganAt, ExpiredKind Kind, string After)
{
    private static readonly ExpiredKind LastKind = Enum.GetValues<ExpiredKind>().Max();

    public ImmutableArray<ErasedRows> Removed { get; init; } = [];

    /// <summary>Whether nothing is left.</summary>
    [JsonIgnore]
    public bool IsOver => Kind > LastKind;

    public static RetentionWork Begin(DateTimeOffset now) => new(now, ExpiredKind.Messages, "");

    /// <summary>What is older than this is to be removed.</summary>
    public DateTimeOffset Before(RetentionPeriods periods) => BeganAt.AddDays(-DaysOf(periods));

    private int DaysOf(RetentionPeriods periods) => Kind switch
    {
        ExpiredKind.Messages or ExpiredKind.Conversations => periods.Messages!.Value,
        ExpiredKind.Calls => periods.Calls!.Value,
        ExpiredKind.WorkItems => periods.WorkItems!.Value,
        ExpiredKind.Outbox or ExpiredKind.Reports => periods.Delivery!.Value,
        ExpiredKind.RegistryAudit or ExpiredKind.DataAudit => periods.Audit!.Value,
        var other => throw new InvalidOperationException($"Kind {other} is not handled."),
    };

    /// <summary>The work after a part of it.</summary>
    public RetentionWork Then(ExpiredBatch batch)
    {
        var counted = this with { Removed = Count(batch.Rows) };
        return batch.Next is { } next ? counted with { After = next } : counted with { Kind = Kind + 1, After = "" };
    }

    private ImmutableArray<ErasedRows> Count(long rows)
    {
        if (rows == 0) { return Removed; }
        var name = Kind.ToString();
        return Removed.FirstOrDefault(known => known.Table == name) is { } known
            ? Removed.Replace(known, known with { Rows = known.Rows + rows })
            : Removed.Add(new ErasedRows(name, rows));
    }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RetentionState))]
[JsonSerializable(typeof(RetentionPeriods))]
[JsonSerializable(typeof(RetentionMark))]
internal sealed partial class RetentionJson : JsonSerializerContext;

/// <summary>How a night's removal is written in the audit: with where the chains begin since, so that a base that was moved shows.</summary>
internal sealed record RetentionMark(ImmutableArray<ErasedRows> Removed, ChainBase? RegistryLedger, ChainBase? DataLedger);

/// <summary>The last entry of a chain that was given up.</summary>
internal sealed record ChainBase(long Sequence, string Hash);
