using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Contacts, their identities and what they asked for: the writer's side.</summary>
internal sealed class SqlitePeople(SqliteSession session)
{
    // Deliveries come late and out of order: the latest one says where the contact is.
    private const string PutContactSql = """
        INSERT INTO contacts (tenant_id, peer_key, name, last_channel, last_seen_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET
            name = coalesce(excluded.name, name), last_channel = excluded.last_channel, last_seen_at = excluded.last_seen_at
        WHERE excluded.last_seen_at >= last_seen_at
        """;

    private const string LinkSql = """
        INSERT INTO identity_links (tenant_id, identity_key, peer_key, linked_at) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET peer_key = excluded.peer_key, linked_at = excluded.linked_at
        """;

    private const string AddWorkItemSql = """
        INSERT INTO work_items (tenant_id, work_item_id, peer_key, kind, title, details, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
        """;

    private readonly SqliteStatement _putContact = session.Prepare(PutContactSql);
    private readonly SqliteStatement _link = session.Prepare(LinkSql);
    private readonly SqliteStatement _addWorkItem = session.Prepare(AddWorkItemSql);

    public void Add(TenantId tenant, TurnRecord.Contact contact) =>
        _putContact.Add(tenant).Add(contact.Peer.Text).Add(contact.Name).Add(contact.LastChannel.Value).Add(contact.LastSeenAt).Run();

    public void Add(TenantId tenant, TurnRecord.IdentityLink link) =>
        _link.Add(tenant).Add(link.Identity.Text).Add(link.Peer.Text).Add(link.LinkedAt).Run();

    public void Add(TenantId tenant, TurnRecord.WorkItem item) =>
        _addWorkItem.Add(tenant).Add(item.Id).Add(item.Peer.Text).Add(item.Kind).Add(item.Title).Add(item.DetailsJson)
            .Add(item.CreatedAt).Run();
}
