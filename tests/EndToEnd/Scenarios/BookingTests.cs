using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Tests.Harness;

namespace Platform.Tests.Scenarios;

public abstract partial class BookingTests(ScenarioPlatform platform)
{
    [Fact]
    public async Task An_appointment_asked_for_on_WhatsApp_ends_as_a_task_with_its_slots_and_the_customer_reads_every_reply()
    {
        var customer = Customer.New();
        var chat = new ChatWith(platform, ScenarioPlatform.Clinic, customer, "Maria Souza");

        Assert.Contains("Maria", await chat.Ask("Oi, bom dia"), StringComparison.Ordinal);
        Assert.Contains("Clínica geral", await chat.Ask("1"), StringComparison.Ordinal);
        Assert.Contains("dia", await chat.Ask("clinica geral"), StringComparison.Ordinal);
        Assert.Contains("horário", await chat.Ask($"dia {ATuesday:dd/MM}"), StringComparison.Ordinal);
        Assert.Contains("conferir", await chat.Ask("de manhã"), StringComparison.Ordinal);
        Assert.Contains("registrado", await chat.Ask("sim"), StringComparison.Ordinal);

        var task = Assert.Single(await platform.Database.WorkItems(customer.Number));
        var slots = JsonSerializer.Deserialize<Dictionary<string, string>>(task.Details)!;
        Assert.Equal("appointment-request", task.Kind);
        Assert.Matches(TitleOfATuesday(), task.Title);
        Assert.Equal(ATuesday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), slots["date"]);
        Assert.Equal(("general", "morning", "Maria Souza"), (slots["specialty"], slots["time"], slots["name"]));
        await Eventually.Holds("every reply was read", async () => Replies(await platform.Database.Messages(customer.Number)).All(
            reply => reply is { Status: StoredMessage.Read, ProviderId: not null }));
        Assert.Equal(chat.Replies, Replies(await platform.Database.Messages(customer.Number)).Select(reply => reply.Text));
    }

    // Open, no holiday, and far enough ahead to need no word for it.
    private static DateOnly ATuesday { get; } = NextTuesday(DateOnly.FromDateTime(DateTime.UtcNow).AddDays(9));

    private static DateOnly NextTuesday(DateOnly from) => from.AddDays(((int)DayOfWeek.Tuesday - (int)from.DayOfWeek + 7) % 7);

    private static IEnumerable<StoredMessage> Replies(IEnumerable<StoredMessage> lines) =>
        lines.Where(line => line.Direction == StoredMessage.Bot);

    [GeneratedRegex("^Pedido de consulta: Clínica geral, .*terça-feira.*, de manhã$")]
    private static partial Regex TitleOfATuesday();
}

[Collection(OnSqlite.Name)]
public sealed class SqliteBookingTests(SqlitePlatform platform) : BookingTests(platform);

[Collection(OnPostgres.Name)]
public sealed class PostgresBookingTests(PostgresPlatform platform) : BookingTests(platform);
