using System.Collections.Immutable;
using System.Globalization;

namespace Platform.Audit;

/// <summary>An audit entry as it is read.</summary>
/// <param name="Id">The entry.</param>
/// <param name="At">When.</param>
/// <param name="Action">What, in kebab words.</param>
/// <param name="Actor">Who.</param>
/// <param name="Address">From where.</param>
/// <param name="Detail">More.</param>
/// <param name="Before">What stood before, as JSON.</param>
/// <param name="After">What stands after, as JSON.</param>
[GenerateSerializer, Immutable, Alias("audit-line")]
public sealed record AuditLine(
    Guid Id, DateTimeOffset At, string Action, string Actor, string? Address, string Detail, string? Before, string? After);

/// <summary>A page of entries, newest first.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Next">The cursor of the next page, or <c>null</c> when this is the last one.</param>
[GenerateSerializer, Immutable, Alias("audit-page")]
public sealed record AuditPage(ImmutableArray<AuditLine> Entries, string? Next);

/// <summary>Which entries are wanted; what is <c>null</c> is not asked for.</summary>
/// <param name="Action">Exactly this action.</param>
/// <param name="Actor">Exactly this actor.</param>
/// <param name="From">At or after this time.</param>
/// <param name="To">Before this time.</param>
[GenerateSerializer, Immutable, Alias("audit-filter")]
public sealed record AuditFilter(string? Action, string? Actor, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>A place among entries sorted by time.</summary>
/// <param name="Micros">The time in microseconds since 1970.</param>
/// <param name="Id">The entry, since several may have one time.</param>
[GenerateSerializer, Immutable, Alias("audit-cursor")]
public readonly record struct AuditCursor(long Micros, Guid Id)
{
    /// <summary>Reads a page's cursor; <c>false</c> on anything else.</summary>
    public static bool TryParse(string text, out AuditCursor cursor)
    {
        cursor = default;
        if (text.Split('.') is not [var micros, var id]
            || !long.TryParse(micros, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time)
            || !Guid.TryParseExact(id, "N", out var entry))
        {
            return false;
        }
        cursor = new AuditCursor(time, entry);
        return true;
    }

    /// <summary>The text form.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Micros}.{Id:N}");
}

/// <summary>Which of a company's ledgers.</summary>
[GenerateSerializer, Alias("audit-ledger")]
public enum AuditLedger
{
    /// <summary>Kept with the registry, in the installation's own database; also the operator's.</summary>
    Registry = 0,

    /// <summary>Kept with the company's data.</summary>
    Data = 1,
}
