using System.Collections.Immutable;
using Platform.Tenancy;

namespace Platform.Demo;

/// <summary>One company of the demo: what it is, and the names by which it is reached.</summary>
/// <param name="Profile">Its profile.</param>
/// <param name="Instance">Its WhatsApp instance.</param>
/// <param name="Did">Its telephone number, digits with country code.</param>
public sealed record DemoCompany(TenantProfile Profile, string Instance, string Did)
{
    /// <summary>Its SIP domain.</summary>
    public string Domain => $"{Profile.Slug}.pbx.example";

    /// <summary>Its administrator's address.</summary>
    public string AdminEmail => $"admin@{Profile.Slug}.example";

    /// <summary>The address of the demo's operator, who administers them.</summary>
    public const string Operator = "operator@platform.example";

    /// <summary>All of them.</summary>
    public static ImmutableArray<DemoCompany> All { get; } = [Clinic(), Dealer(), Gym()];

    private static DemoCompany Clinic() => new(
        new TenantProfile(
            new TenantId(Guid.Parse("5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0001")), "drmarco", "Clínica Dr. Marco", "clinics", "pt-BR", "America/Sao_Paulo",
            new BusinessHours(
                [.. Weekdays(new TimeOnly(8, 0), new TimeOnly(12, 0)), .. Weekdays(new TimeOnly(13, 30), new TimeOnly(18, 0)),
                    new OpeningHours(DayOfWeek.Saturday, new TimeOnly(8, 0), new TimeOnly(12, 0))],
                Holidays()),
            [
                new FaqEntry(
                    ["Vocês atendem convênio?", "Aceitam plano de saúde?", "Atende Unimed?", "Convênio"],
                    "Atendemos Unimed, Bradesco Saúde e SulAmérica, e também consultas particulares."),
                new FaqEntry(
                    ["Quanto custa a consulta?", "Qual o valor da consulta particular?"],
                    "A consulta particular custa R$ 280,00 e o retorno em até 30 dias não é cobrado."),
                new FaqEntry(["Tem estacionamento?"], "Sim, há estacionamento gratuito para pacientes no subsolo do prédio."),
            ],
            "Avenida Paulista, 1000, conjunto 12, Bela Vista, São Paulo", new VoiceProfile("flite", "pt-br", "1000"), TenantStatus.Active),
        "DrMarco", "551140000001");

    private static DemoCompany Dealer() => new(
        new TenantProfile(
            new TenantId(Guid.Parse("5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0002")), "feirao-showcar", "Feirão ShowCar", "vehicles", "pt-BR", "America/Sao_Paulo",
            new BusinessHours(
                [.. Weekdays(new TimeOnly(9, 0), new TimeOnly(19, 0)), new OpeningHours(DayOfWeek.Saturday, new TimeOnly(9, 0), new TimeOnly(17, 0))],
                Holidays()),
            [
                new FaqEntry(
                    ["Vocês financiam?", "Tem financiamento?", "Dá para parcelar?"],
                    "Financiamos em até 60 vezes com os principais bancos, com aprovação no mesmo dia."),
                new FaqEntry(
                    ["Aceitam carro na troca?", "Pega meu carro como entrada?"],
                    "Aceitamos seu usado na troca. Traga o veículo e os documentos e avaliamos na hora."),
                new FaqEntry(["Tem garantia?"], "Todos os carros saem com 90 dias de garantia de motor e câmbio."),
            ],
            "Avenida dos Autonomistas, 2500, Osasco", new VoiceProfile("flite", "pt-br", "2000"), TenantStatus.Active),
        "FeiraoShowCar", "551140000002");

    private static DemoCompany Gym() => new(
        new TenantProfile(
            new TenantId(Guid.Parse("5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0003")), "allpfit", "AllpFit Academia", "gyms", "pt-BR", "America/Sao_Paulo",
            new BusinessHours(
                [.. Weekdays(new TimeOnly(6, 0), new TimeOnly(22, 0)), new OpeningHours(DayOfWeek.Saturday, new TimeOnly(8, 0), new TimeOnly(14, 0))],
                Holidays()),
            [
                new FaqEntry(
                    ["Quanto custa o plano?", "Qual o valor da mensalidade?"],
                    "O plano mensal custa R$ 129,90 e o anual sai por R$ 99,90 por mês, sem taxa de matrícula."),
                new FaqEntry(["Aceitam Gympass?", "Atende Wellhub ou TotalPass?"], "Aceitamos Wellhub e TotalPass."),
                new FaqEntry(
                    ["Tem aula de dança?", "Quais são as aulas?"],
                    "Temos musculação, spinning, pilates, funcional e dança, todas no mesmo plano."),
            ],
            "Rua das Palmeiras, 350, Santo André", new VoiceProfile("flite", "pt-br", "3000"), TenantStatus.Active),
        "AllpFit", "551140000003");

    private static IEnumerable<OpeningHours> Weekdays(TimeOnly from, TimeOnly to) =>
        Enumerable.Range((int)DayOfWeek.Monday, 5).Select(day => new OpeningHours((DayOfWeek)day, from, to));

    private static ImmutableArray<Holiday> Holidays() =>
    [
        new Holiday(new DateOnly(2026, 12, 25), "Natal", []),
        new Holiday(new DateOnly(2027, 1, 1), "Ano-Novo", []),
        new Holiday(new DateOnly(2027, 4, 21), "Tiradentes", []),
        new Holiday(new DateOnly(2027, 5, 1), "Dia do Trabalho", []),
        new Holiday(new DateOnly(2027, 9, 7), "Independência do Brasil", []),
        new Holiday(new DateOnly(2027, 10, 12), "Nossa Senhora Aparecida", []),
        new Holiday(new DateOnly(2027, 11, 2), "Finados", []),
        new Holiday(new DateOnly(2027, 11, 15), "Proclamação da República", []),
        new Holiday(new DateOnly(2027, 12, 25), "Natal", []),
    ];
}
