using System.Globalization;

namespace Platform.Plans;

/// <summary>The words and numbers of a printed statement in one language.</summary>
internal sealed record StatementWords(
    string Language,
    string Title,
    string SoFar,
    string Usage,
    string Meter,
    string Used,
    string Limit,
    string Bill,
    string Plan,
    string Price,
    string Due,
    string Paid,
    string Open,
    string Payments,
    string Reference,
    string Date,
    string Minutes,
    NumberFormatInfo Numbers)
{
    private const int BytesInMebibyte = 1_048_576;

    // Currencies whose unit has no hundredths (ISO 4217), as far as they are near.
    private static readonly string[] Whole = ["CLP", "JPY", "KRW", "PYG"];

    private static readonly NumberFormatInfo Commas = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    private static readonly StatementWords Portuguese = new(
        "pt-BR", "Extrato", "até agora", "Uso", "Item", "Usado", "Limite", "Fatura", "Plano", "Valor", "Vencimento", "Pago", "Em aberto",
        "Pagamentos", "Referência", "Data", "min", Commas);

    private static readonly StatementWords English = new(
        "en", "Statement", "so far", "Usage", "Item", "Used", "Limit", "Bill", "Plan", "Amount", "Due", "Paid", "Open", "Payments",
        "Reference", "Date", "min", NumberFormatInfo.InvariantInfo);

    private static readonly StatementWords Spanish = new(
        "es", "Resumen", "hasta ahora", "Uso", "Concepto", "Usado", "Límite", "Factura", "Plan", "Importe", "Vencimiento", "Pagado",
        "Pendiente", "Pagos", "Referencia", "Fecha", "min", Commas);

    /// <summary>The words of a company's language.</summary>
    internal static StatementWords Of(string locale) => locale switch
    {
        "en" => English,
        "es" => Spanish,
        _ => Portuguese,
    };

    /// <summary>A meter's name.</summary>
    internal string Name(Meter meter) => (meter, Language) switch
    {
        (Plans.Meter.Conversations, "en") => "Conversations",
        (Plans.Meter.Conversations, "es") => "Conversaciones",
        (Plans.Meter.Conversations, _) => "Conversas",
        (Plans.Meter.Messages, "en") => "Messages",
        (Plans.Meter.Messages, "es") => "Mensajes",
        (Plans.Meter.Messages, _) => "Mensagens",
        (Plans.Meter.CallSeconds, "en") => "Calls",
        (Plans.Meter.CallSeconds, "es") => "Llamadas",
        (Plans.Meter.CallSeconds, _) => "Ligações",
        (Plans.Meter.ModelSpend, "en") => "Language model",
        (Plans.Meter.ModelSpend, "es") => "Modelo de lenguaje",
        (Plans.Meter.ModelSpend, _) => "Modelo de linguagem",
        (Plans.Meter.StorageBytes, "en") => "Storage",
        (Plans.Meter.StorageBytes, "es") => "Almacenamiento",
        (Plans.Meter.StorageBytes, _) => "Armazenamento",
        (Plans.Meter.Users, "en") => "Users",
        (Plans.Meter.Users, "es") => "Usuarios",
        (Plans.Meter.Users, _) => "Usuários",
        (Plans.Meter.Channels, "en") => "Channels",
        (Plans.Meter.Channels, "es") => "Canales",
        (Plans.Meter.Channels, _) => "Canais",
        _ => meter.ToString(),
    };

    /// <summary>An amount of a meter, in the unit that people know.</summary>
    internal string Amount(Meter meter, long amount, string currency) => meter switch
    {
        Plans.Meter.CallSeconds => $"{Number(amount / 60m, 1)} {Minutes}",
        Plans.Meter.StorageBytes => $"{Number((decimal)amount / BytesInMebibyte, 1)} MiB",
        Plans.Meter.ModelSpend => Money(amount, currency),
        _ => Number(amount, 0),
    };

    /// <summary>Money, of its minor unit.</summary>
    internal string Money(long minorUnits, string currency) =>
        Whole.Contains(currency) ? $"{currency} {Number(minorUnits, 0)}" : $"{currency} {Number(minorUnits / 100m, 2)}";

    private string Number(decimal value, int decimals) => value.ToString($"N{decimals}", Numbers);
}
