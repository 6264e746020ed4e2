using Platform.Tests.Harness;

namespace Platform.Tests.Scenarios;

/// <summary>Deliveries come in bursts, again and again, under several names, and to several companies at once.</summary>
public abstract class DeliveryTests(ScenarioPlatform platform)
{
    [Fact]
    public async Task Three_messages_in_a_row_are_one_turn_with_one_reply()
    {
        var customer = Customer.New();
        var chat = new ChatWith(platform, ScenarioPlatform.Clinic, customer);
        await chat.Say("Oi");
        await chat.Say("tudo bem?");
        await chat.Say("Qual o horário de funcionamento?");
        await chat.NextReply();
        await chat.Quiet();

        Assert.Single(chat.Replies);
        Assert.Equal(
            [StoredMessage.Inbound, StoredMessage.Inbound, StoredMessage.Inbound, StoredMessage.Bot],
            (await platform.Database.Messages(customer.Number)).Select(line => line.Direction));
    }

    [Fact]
    public async Task A_message_delivered_ten_times_at_once_is_one_line_and_one_reply()
    {
        var customer = Customer.New();
        var chat = new ChatWith(platform, ScenarioPlatform.Clinic, customer);
        var text = customer.Says(ScenarioPlatform.Clinic, "Qual o horário de funcionamento?");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => platform.Webhooks.Say(text)));
        await chat.NextReply();
        await platform.Webhooks.Say(text);
        await chat.Quiet();

        Assert.Equal(1, answers.Count(answer => answer.Text.Contains("accepted", StringComparison.Ordinal)));
        Assert.Equal(9, answers.Count(answer => answer.Text.Contains("duplicate", StringComparison.Ordinal)));
        Assert.Single(chat.Replies);
        Assert.Single(await platform.Database.Messages(customer.Number), line => line.Direction == StoredMessage.Inbound);
    }

    [Fact]
    public async Task A_customer_of_two_companies_at_the_same_moment_has_two_conversations_that_never_meet()
    {
        var customer = Customer.New();
        var clinic = new ChatWith(platform, ScenarioPlatform.Clinic, customer, "Bia");
        var gym = new ChatWith(platform, ScenarioPlatform.Gym, customer, "Bia");
        await Task.WhenAll(clinic.Say("Oi"), gym.Say("Oi"));

        Assert.Contains("Clínica Dr. Marco", await clinic.NextReply(), StringComparison.Ordinal);
        Assert.Contains("AllpFit", await gym.NextReply(), StringComparison.Ordinal);
        await Task.WhenAll(clinic.Quiet(), gym.Quiet());

        var lines = await platform.Database.Messages(customer.Number);
        Assert.Equal(2, lines.Select(line => line.Tenant).Distinct().Count());
        Assert.All(
            lines, line => Assert.Equal(line.Channel == "evolution:DrMarco", line.Tenant.ToString().EndsWith("0001", StringComparison.Ordinal)));
        Assert.DoesNotContain(clinic.Replies, reply => reply.Contains("AllpFit", StringComparison.Ordinal));
        Assert.DoesNotContain(gym.Replies, reply => reply.Contains("Marco", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_with_and_without_the_ninth_digit_is_one_conversation()
    {
        var customer = Customer.New();
        var area = $"5531{customer.Number[4..]}";
        var older = $"{area[..4]}{area[5..]}@s.whatsapp.net";
        await platform.Webhooks.Say(new WhatsAppText(ScenarioPlatform.Clinic, older, "Oi"));
        await platform.Webhooks.Say(
            new WhatsAppText(ScenarioPlatform.Clinic, $"{area}@s.whatsapp.net", "Qual o horário de funcionamento?"));

        await Eventually.Holds("the reply was read", async () =>
            (await platform.Database.Messages(area)).Any(line => line is { Direction: StoredMessage.Bot, Status: StoredMessage.Read }));

        Assert.Equal(2, (await platform.Database.Messages(area)).Count(line => line.Direction == StoredMessage.Inbound));
        Assert.Empty(await platform.Database.Messages(older.Split('@')[0]));
        Assert.Single(
            platform.Replies(ScenarioPlatform.Clinic, older).Concat(platform.Replies(ScenarioPlatform.Clinic, $"{area}@s.whatsapp.net")));
    }

    [Fact]
    public async Task A_customer_known_by_a_linked_id_alone_is_one_with_the_number_once_both_are_shown()
    {
        var customer = Customer.New();
        var lid = $"2{customer.Number}00@lid";
        var linked = $"lid-{lid.Split('@')[0]}";
        await platform.Webhooks.Say(new WhatsAppText(ScenarioPlatform.Clinic, lid, "Oi"));
        await Eventually.Holds("the linked id is answered", () => platform.Replies(ScenarioPlatform.Clinic, lid).Count == 1);
        Assert.Single(await platform.Database.Messages(linked), line => line.Direction == StoredMessage.Inbound);

        await platform.Webhooks.Say(customer.Says(ScenarioPlatform.Clinic, "Qual o horário de funcionamento?") with { Alternative = lid });
        await platform.Webhooks.Say(new WhatsAppText(ScenarioPlatform.Clinic, lid, "Obrigado"));
        await new ChatWith(platform, ScenarioPlatform.Clinic, customer).Quiet();

        Assert.Single(await platform.Database.Messages(linked), line => line.Direction == StoredMessage.Inbound);
        Assert.Equal(2, (await platform.Database.Messages(customer.Number)).Count(line => line.Direction == StoredMessage.Inbound));
        Assert.Equal(1, await platform.Database.Count(
            $"SELECT count(*) FROM identity_links WHERE identity_key = '{linked}' AND peer_key = '{customer.Number}'"));
    }

    [Fact]
    public async Task A_customer_who_changes_the_number_goes_on_under_the_new_one_also_where_only_the_linked_id_is_shown()
    {
        var (before, after) = (Customer.New(), Customer.New());
        var lid = $"4{before.Number}00@lid";
        await platform.Webhooks.Say(before.Says(ScenarioPlatform.Clinic, "Oi") with { Alternative = lid });
        await platform.Webhooks.Say(after.Says(ScenarioPlatform.Clinic, "Troquei de número") with { Alternative = lid });

        await platform.Webhooks.Say(new WhatsAppText(ScenarioPlatform.Clinic, lid, "Sou eu"));
        await new ChatWith(platform, ScenarioPlatform.Clinic, after).Quiet();

        Assert.Equal(["Oi"], await Said(before.Number));
        Assert.Equal(["Troquei de número", "Sou eu"], await Said(after.Number));
        Assert.Equal(1, await platform.Database.Count(
            $"SELECT count(*) FROM identity_links WHERE identity_key = 'lid-{lid.Split('@')[0]}' AND peer_key = '{after.Number}'"));
        Assert.Equal(1, await platform.Database.Count(
            $"SELECT count(*) FROM audit WHERE action = 'identity-relinked' AND detail = 'identity …{lid.Split('@')[0][^4..]}'"));
    }

    private async Task<IEnumerable<string>> Said(string peer) => (await platform.Database.Messages(peer))
        .Where(line => line.Direction == StoredMessage.Inbound).Select(line => line.Text);

    [Fact]
    public async Task A_reply_owed_to_a_linked_id_is_given_where_its_conversation_went()
    {
        var customer = Customer.New();
        var lid = $"3{customer.Number}00@lid";
        await platform.Webhooks.Say(new WhatsAppText(ScenarioPlatform.Clinic, lid, "Qual o horário de funcionamento?"));
        await platform.Webhooks.Say(customer.Says(ScenarioPlatform.Clinic, "Oi") with { Alternative = lid });
        await Eventually.Holds("a reply was read", async () =>
            (await platform.Database.Messages(customer.Number)).Any(
                line => line is { Direction: StoredMessage.Bot, Status: StoredMessage.Read }));
        await new ChatWith(platform, ScenarioPlatform.Clinic, customer).Quiet();

        Assert.Equal(0, await platform.Database.RepliesOwed($"lid-{lid.Split('@')[0]}"));
        Assert.Contains(
            platform.Replies(ScenarioPlatform.Clinic, lid).Concat(platform.Replies(ScenarioPlatform.Clinic, customer.Number)),
            reply => reply.Contains("segunda a sexta", StringComparison.Ordinal));
    }
}

[Collection(OnSqlite.Name)]
public sealed class SqliteDeliveryTests(SqlitePlatform platform) : DeliveryTests(platform);

[Collection(OnPostgres.Name)]
public sealed class PostgresDeliveryTests(PostgresPlatform platform) : DeliveryTests(platform);
