using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Ids;

namespace Platform.Storage;

/// <summary>Appends audit entries through a database's writers.</summary>
internal sealed class AuditLog(IWriter writer, IIdSource ids, TimeProvider clock, IOptions<AuditOptions> options) : IAuditLog
{
    // An entry is a sentence, not a document; what strangers send may end up in it.
    private const int ActorMax = 200;
    private const int AddressMax = 100;
    private const int DetailMax = 2_000;

    // Before and after are settings of one thing; a longer document would be cut off and be no JSON any more, so it is left out.
    private const int ChangeMax = 16_000;
    private const string LeftOut = "\"left out: too long\"";

    private readonly RefusalBudget _refusals = new(clock, options.Value.RefusalsPerMinute);

    /// <inheritdoc />
    public Task Append(AuditEntry entry, CancellationToken cancellationToken) =>
        writer.Write(new AuditWrite(ids.NewId(), Bound(entry), clock.GetUtcNow()), cancellationToken);

    /// <inheritdoc />
    public async Task AppendRefusal(AuditEntry entry, CancellationToken cancellationToken)
    {
        var (written, uncounted) = _refusals.Take(entry.Tenant);
        if (uncounted > 0)
        {
            var summary = new AuditEntry(entry.Tenant, "refusals-not-listed", "platform", $"{uncounted} more refusals in one minute");
            await Append(summary, cancellationToken);
        }
        if (written) { await Append(entry, cancellationToken); }
    }

    private static AuditEntry Bound(AuditEntry entry) => entry with
    {
        Actor = Bound(entry.Actor, ActorMax),
        Address = entry.Address is { } address ? Bound(address, AddressMax) : null,
        Detail = Bound(entry.Detail, DetailMax),
        Before = entry.Before is { Length: > ChangeMax } ? LeftOut : entry.Before,
        After = entry.After is { Length: > ChangeMax } ? LeftOut : entry.After,
    };

    private static string Bound(string text, int max) => text.Length <= max ? text : text[..max];
}
