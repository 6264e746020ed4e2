using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Platform.Plans;
using Platform.Turns;

namespace Platform.Calls;

/// <summary>What was counted of a leg, so that its details, which arrive more than once and may be corrected, are counted once.</summary>
/// <param name="Billable">The time that was counted.</param>
/// <param name="Period">The month it was counted in.</param>
/// <param name="Seconds">The seconds counted, rounded.</param>
internal sealed record CallAccount(TimeSpan Billable, BillingPeriod Period, long Seconds)
{
    public static CallAccount Empty { get; } = new(TimeSpan.Zero, BillingPeriod.AllTime, 0);

    /// <summary>The account after details, and what they use beyond what was counted before. Pure.</summary>
    public (CallAccount Next, ImmutableArray<TurnRecord> Usage) Count(CallDetails details, CallRounding rounding, TimeZoneInfo zone)
    {
        var billable = IsCharged(details) ? details.Billable : TimeSpan.Zero;
        var period = BillingPeriod.Of(details.EndedAt, zone);
        if (billable == Billable && (period == Period || Seconds == 0 && billable == TimeSpan.Zero)) { return (this, []); }

        var next = new CallAccount(billable, period, rounding.Round(billable));
        return (next, [.. Correction(Period, -Seconds), .. Correction(period, next.Seconds)]);
    }

    // The other leg of a call that was bridged is the same talk.
    private static bool IsCharged(CallDetails details) => details.Direction == CallDirection.Inbound || details.OtherLeg is null;

    private static ImmutableArray<TurnRecord> Correction(BillingPeriod period, long seconds) =>
        seconds == 0 ? [] : [new TurnRecord.Usage(period, Meter.CallSeconds, seconds)];
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(CallAccount))]
internal sealed partial class CallJson : JsonSerializerContext;
