using Platform.Channels;
using Platform.Demo;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.Tests.Simulation;

/// <summary>The companies and customers of the simulation, and what customers say.</summary>
internal static class Town
{
    public static IReadOnlyList<DemoCompany> Companies { get; } = DemoCompany.All;

    /// <summary>Few, so that the same number talks to several companies at once.</summary>
    public static IReadOnlyList<PhoneNumber> Customers { get; } =
        [.. Enumerable.Range(1, 6).Select(number => PhoneNumber.Parse($"551198765432{number}"))];

    public static IReadOnlyList<string> Lines { get; } =
    [
        "Oi", "bom dia", "1", "2", "3", "quero marcar", "amanhã às 10", "sim", "não", "horário de funcionamento", "quanto custa?", "Maria da Silva",
        "cancelar", "obrigada", "tchau", "🙂", "مرحبا", "asdfgh", "quero falar com atendente", "",
    ];

    public static IReadOnlyList<string> Keys { get; } = ["1", "2", "3", "0", "9"];

    public static ChannelId WhatsApp(DemoCompany company) => ChannelId.Parse($"evolution:{company.Instance}");

    public static ChannelId Telephone(DemoCompany company) => ChannelId.Parse($"sip:{company.Domain}");

    public static TenantId Id(DemoCompany company) => company.Profile.Id;
}
