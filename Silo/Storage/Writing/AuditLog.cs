using Platform.Audit;
using Platform.Ids;

namespace Platform.Storage;

/// <summary>Appends audit entries through a database's writers.</summary>
internal sealed class AuditLog(IWriter writer, IIdSource ids, TimeProvider clock) : IAuditLog
{
    // An entry is a sentence, not a document; what strangers send may end up in it.
    private const int ActorMax = 200;
    private const int DetailMax = 2_000;

    public Task Append(AuditEntry entry, CancellationToken cancellationToken)
    {
        var bounded = entry with { Actor = Bound(entry.Actor, ActorMax), Detail = Bound(entry.Detail, DetailMax) };
        return writer.Write(new AuditWrite(ids.NewId(), bounded, clock.GetUtcNow()), cancellationToken);
    }

    private static string Bound(string text, int max) => text.Length <= max ? text : text[..max];
}
