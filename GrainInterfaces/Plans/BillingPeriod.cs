using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using Platform.Text;

namespace Platform.Plans;

/// <summary>
/// A calendar month in a company's time zone, such as <c>2026-11</c>. The default value is <see cref="AllTime"/>, by which what is kept is
/// counted.
/// </summary>
[GenerateSerializer, Immutable, Alias("billing-period"), JsonConverter(typeof(ParsableJsonConverter<BillingPeriod>))]
public readonly record struct BillingPeriod : IParsable<BillingPeriod>, IFormattable, IComparable<BillingPeriod>
{
    private const string Form = "yyyy-MM";

    [Id(0)] private readonly int _number;

    private BillingPeriod(int number) => _number = number;

    /// <summary>Not a month: all of them.</summary>
    public static BillingPeriod AllTime => default;

    /// <summary>The number that it is stored as: 202611; 0 is all time.</summary>
    public int Number => _number;

    /// <summary>The month's first day.</summary>
    public DateOnly FirstDay => new(_number / 100, _number % 100, 1);

    /// <summary>The month after.</summary>
    public BillingPeriod Next => Of(FirstDay.AddMonths(1));

    /// <summary>The month that a day is in.</summary>
    public static BillingPeriod Of(DateOnly day) => new(day.Year * 100 + day.Month);

    /// <summary>The month that a moment is in, in the time zone.</summary>
    public static BillingPeriod Of(DateTimeOffset moment, TimeZoneInfo zone) =>
        Of(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime));

    /// <summary>When the month begins in the time zone.</summary>
    public DateTimeOffset StartIn(TimeZoneInfo zone)
    {
        var midnight = FirstDay.ToDateTime(TimeOnly.MinValue);

        // Clocks may go forward at midnight: the month then begins at the first time of day that there is.
        while (zone.IsInvalidTime(midnight)) { midnight = midnight.AddMinutes(15); }
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>Reads the text form; throws <see cref="FormatException"/> on any other.</summary>
    public static BillingPeriod Parse(string s) =>
        TryParse(s, out var period) ? period : throw new FormatException("A month is yyyy-MM.");

    /// <summary>Reads the text form; <c>false</c> on any other.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out BillingPeriod result)
    {
        // The last year has no month after its last.
        var valid = DateOnly.TryParseExact(s, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 1 and < 9_999;
        result = valid ? Of(day) : default;
        return valid;
    }

    /// <inheritdoc />
    public int CompareTo(BillingPeriod other) => _number.CompareTo(other._number);

    /// <summary>Whether <paramref name="left"/> is earlier.</summary>
    public static bool operator <(BillingPeriod left, BillingPeriod right) => left._number < right._number;

    /// <summary>Whether <paramref name="left"/> is later.</summary>
    public static bool operator >(BillingPeriod left, BillingPeriod right) => left._number > right._number;

    /// <summary>Whether <paramref name="left"/> is not later.</summary>
    public static bool operator <=(BillingPeriod left, BillingPeriod right) => left._number <= right._number;

    /// <summary>Whether <paramref name="left"/> is not earlier.</summary>
    public static bool operator >=(BillingPeriod left, BillingPeriod right) => left._number >= right._number;

    /// <inheritdoc />
    public override string ToString() => _number == 0 ? "all-time" : FirstDay.ToString(Form, CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    static BillingPeriod IParsable<BillingPeriod>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<BillingPeriod>.TryParse(string? s, IFormatProvider? provider, out BillingPeriod result) => TryParse(s, out result);
}
