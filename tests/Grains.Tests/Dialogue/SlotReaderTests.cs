using System.Globalization;
using Platform.Dialogue;

namespace Platform.Tests.Dialogue;

public sealed class SlotReaderTests
{
    // A Monday.
    private static readonly DateTime _now = new(2026, 8, 24, 10, 0, 0);

    [Theory]
    [InlineData("pt-BR", "hoje", "2026-08-24")]
    [InlineData("pt-BR", "amanhã", "2026-08-25")]
    [InlineData("pt-BR", "Amanha de manhã", "2026-08-25")]
    [InlineData("pt-BR", "depois de amanhã", "2026-08-26")]
    [InlineData("pt-BR", "sexta", "2026-08-28")]
    [InlineData("pt-BR", "na sexta-feira, por favor", "2026-08-28")]
    [InlineData("pt-BR", "próxima terça", "2026-08-25")]
    [InlineData("pt-BR", "terça que vem", "2026-08-25")]
    [InlineData("pt-BR", "segunda", "2026-08-31")]
    [InlineData("pt-BR", "sexta da semana que vem", "2026-09-04")]
    [InlineData("pt-BR", "dia 30", "2026-08-30")]
    [InlineData("pt-BR", "dia 15", "2026-09-15")]
    [InlineData("pt-BR", "dia 31", "2026-08-31")]
    [InlineData("pt-BR", "15/12", "2026-12-15")]
    [InlineData("pt-BR", "5/1", "2027-01-05")]
    [InlineData("pt-BR", "15/12/2026", "2026-12-15")]
    [InlineData("pt-BR", "15/12/26", "2026-12-15")]
    [InlineData("pt-BR", "15-12-2026", "2026-12-15")]
    [InlineData("pt-BR", "15 de dezembro", "2026-12-15")]
    [InlineData("pt-BR", "1º de setembro", "2026-09-01")]
    [InlineData("pt-BR", "primeiro de setembro", "2026-09-01")]
    [InlineData("pt-BR", "3 de março de 2027", "2027-03-03")]
    [InlineData("pt-BR", "daqui a 3 dias", "2026-08-27")]
    [InlineData("pt-BR", "em duas semanas", "2026-09-07")]
    [InlineData("pt-BR", "2026-09-10", "2026-09-10")]
    [InlineData("pt-BR", "28", "2026-08-28")]
    [InlineData("pt-BR", "de manhã", null)]
    [InlineData("pt-BR", "31/02", null)]
    [InlineData("pt-BR", "15/08/2026", null)]
    [InlineData("pt-BR", "ontem", null)]
    [InlineData("pt-BR", "15/12/2030", null)]
    [InlineData("pt-BR", "dia 45", null)]
    [InlineData("es", "mañana", "2026-08-25")]
    [InlineData("es", "mañana por la mañana", "2026-08-25")]
    [InlineData("es", "pasado mañana", "2026-08-26")]
    [InlineData("es", "por la mañana", null)]
    [InlineData("es", "el viernes", "2026-08-28")]
    [InlineData("es", "el próximo martes", "2026-08-25")]
    [InlineData("es", "el 15", "2026-09-15")]
    [InlineData("es", "15 de diciembre", "2026-12-15")]
    [InlineData("es", "dentro de dos días", "2026-08-26")]
    [InlineData("es", "el miércoles de la semana que viene", "2026-09-02")]
    [InlineData("en", "tomorrow", "2026-08-25")]
    [InlineData("en", "the day after tomorrow", "2026-08-26")]
    [InlineData("en", "in two days", "2026-08-26")]
    [InlineData("en", "in a week", null)]
    [InlineData("en", "next Tuesday", "2026-08-25")]
    [InlineData("en", "Friday next week", "2026-09-04")]
    [InlineData("en", "on the 15th", "2026-09-15")]
    [InlineData("en", "December 15", "2026-12-15")]
    [InlineData("en", "Dec 15th", "2026-12-15")]
    [InlineData("en", "15 December", "2026-12-15")]
    [InlineData("en", "the 1st of September", "2026-09-01")]
    [InlineData("en", "12/15", "2026-12-15")]
    public void A_day_is_read(string locale, string text, string? expected) =>
        Assert.Equal(expected, SlotReader.Read(SlotKind.Date, text, _now, locale));

    [Theory]
    [InlineData("pt-BR", "às 10", "10:00")]
    [InlineData("pt-BR", "10h30", "10:30")]
    [InlineData("pt-BR", "10h", "10:00")]
    [InlineData("pt-BR", "10 hs", "10:00")]
    [InlineData("pt-BR", "14:00", "14:00")]
    [InlineData("pt-BR", "dez da manhã", "10:00")]
    [InlineData("pt-BR", "duas da tarde", "14:00")]
    [InlineData("pt-BR", "às duas e meia", "14:30")]
    [InlineData("pt-BR", "8 e meia", "08:30")]
    [InlineData("pt-BR", "oito da noite", "20:00")]
    [InlineData("pt-BR", "às 12 da noite", "00:00")]
    [InlineData("pt-BR", "12h30 da noite", "00:30")]
    [InlineData("pt-BR", "meia-noite e meia", "00:30")]
    [InlineData("pt-BR", "dez para as dez", "09:50")]
    [InlineData("pt-BR", "dia 15 para as 10", "10:00")]
    [InlineData("pt-BR", "15 para as 10", "09:45")]
    [InlineData("pt-BR", "quinze pras três da tarde", "14:45")]
    [InlineData("pt-BR", "cinco para a uma", "12:55")]
    [InlineData("es", "a las doce de la noche", "00:00")]
    [InlineData("es", "doce y media de la noche", "00:30")]
    [InlineData("es", "las 3 menos cuarto", "14:45")]
    [InlineData("es", "a las diez menos diez", "09:50")]
    [InlineData("en", "12:15 at night", "00:15")]
    [InlineData("en", "quarter to ten", "09:45")]
    [InlineData("pt-BR", "às 3", "15:00")]
    [InlineData("pt-BR", "às 7", "07:00")]
    [InlineData("pt-BR", "à uma", "13:00")]
    [InlineData("pt-BR", "à uma e meia da tarde", "13:30")]
    [InlineData("pt-BR", "meio-dia", "12:00")]
    [InlineData("pt-BR", "meio dia e meia", "12:30")]
    [InlineData("pt-BR", "meia-noite", "00:00")]
    [InlineData("pt-BR", "10", "10:00")]
    [InlineData("pt-BR", "quinze horas", "15:00")]
    [InlineData("pt-BR", "15 horas", "15:00")]
    [InlineData("pt-BR", "amanhã às 10", "10:00")]
    [InlineData("pt-BR", "dia 15 às 9h", "09:00")]
    [InlineData("pt-BR", "de manhã", "morning")]
    [InlineData("pt-BR", "amanhã à tarde", "afternoon")]
    [InlineData("pt-BR", "à noite", "evening")]
    [InlineData("pt-BR", "amanhã", null)]
    [InlineData("pt-BR", "25:00", null)]
    [InlineData("pt-BR", "10:75", null)]
    [InlineData("es", "a las 10", "10:00")]
    [InlineData("es", "a las 10 y media", "10:30")]
    [InlineData("es", "a las tres y cuarto de la tarde", "15:15")]
    [InlineData("es", "a la una", "13:00")]
    [InlineData("es", "diez de la mañana", "10:00")]
    [InlineData("es", "mediodía", "12:00")]
    [InlineData("es", "por la mañana", "morning")]
    [InlineData("es", "mañana", null)]
    [InlineData("es", "por la noche", "evening")]
    [InlineData("en", "at 10", "10:00")]
    [InlineData("en", "10 am", "10:00")]
    [InlineData("en", "2:30 p.m.", "14:30")]
    [InlineData("en", "3pm", "15:00")]
    [InlineData("en", "half past ten", "10:30")]
    [InlineData("en", "quarter past four", "16:15")]
    [InlineData("en", "ten o'clock", "10:00")]
    [InlineData("en", "12 am", "00:00")]
    [InlineData("en", "noon", "12:00")]
    [InlineData("en", "eight in the evening", "20:00")]
    [InlineData("en", "in the morning", "morning")]
    public void A_time_is_read(string locale, string text, string? expected) =>
        Assert.Equal(expected, SlotReader.Read(SlotKind.Time, text, _now, locale));

    [Theory]
    [InlineData("pt-BR", "15", "15")]
    [InlineData("pt-BR", "1.500", "1500")]
    [InlineData("pt-BR", "vinte e cinco", "25")]
    [InlineData("pt-BR", "trinta mil", "30000")]
    [InlineData("pt-BR", "um milhão duzentos mil e dez", "1200010")]
    [InlineData("pt-BR", "somos três pessoas", "3")]
    [InlineData("pt-BR", "mil", "1000")]
    [InlineData("pt-BR", "nada", null)]
    [InlineData("pt-BR", "2 ou 3", null)]
    [InlineData("en", "twenty-five", "25")]
    [InlineData("en", "one hundred and five thousand", "105000")]
    [InlineData("es", "cuarenta y dos", "42")]
    [InlineData("es", "dos mil quinientos", "2500")]
    public void A_number_is_read(string locale, string text, string? expected) =>
        Assert.Equal(expected, SlotReader.Read(SlotKind.Number, text, _now, locale));

    [Theory]
    [InlineData("pt-BR", "até 30 mil", "30000.00")]
    [InlineData("pt-BR", "R$ 1.500,00", "1500.00")]
    [InlineData("pt-BR", "R$ 48.900", "48900.00")]
    [InlineData("pt-BR", "1,5 milhão", "1500000.00")]
    [InlineData("pt-BR", "50k", "50000.00")]
    [InlineData("pt-BR", "trinta mil reais", "30000.00")]
    [InlineData("pt-BR", "no máximo 45 mil reais", "45000.00")]
    [InlineData("pt-BR", "150", "150.00")]
    [InlineData("pt-BR", "99,90", "99.90")]
    [InlineData("pt-BR", "2 milhões e 300 mil", "2300000.00")]
    [InlineData("pt-BR", "corsa 2012 até 30 mil", "30000.00")]
    [InlineData("pt-BR", "entre 20 e 30 mil", null)]
    [InlineData("pt-BR", "entre 20 mil e 30 mil", null)]
    [InlineData("pt-BR", "de 20 a 30 mil", null)]
    [InlineData("pt-BR", "um milhão duzentos mil", "1200000.00")]
    [InlineData("pt-BR", "não sei", null)]
    [InlineData("en", "up to 30 thousand", "30000.00")]
    [InlineData("en", "1,500.50", "1500.50")]
    [InlineData("en", "48,900", "48900.00")]
    [InlineData("es", "hasta 50 mil", "50000.00")]
    public void An_amount_is_read(string locale, string text, string? expected) =>
        Assert.Equal(expected, SlotReader.Read(SlotKind.Money, text, _now, locale));

    [Theory]
    [InlineData("pt-BR", "Maria", "Maria")]
    [InlineData("pt-BR", "meu nome é maria da silva", "Maria da Silva")]
    [InlineData("pt-BR", "Oi, sou o João", "João")]
    [InlineData("pt-BR", "me chamo ANA PAULA DOS SANTOS", "Ana Paula dos Santos")]
    [InlineData("pt-BR", "D'Ávila 😊", "D'Ávila")]
    [InlineData("pt-BR", "quero marcar consulta", null)]
    [InlineData("pt-BR", "123", null)]
    [InlineData("pt-BR", "x", null)]
    [InlineData("pt-BR", "😊", null)]
    [InlineData("es", "me llamo José Luis", "José Luis")]
    [InlineData("en", "my name is john o'neill", "John O'neill")]
    [InlineData("en", "it's Mary-Ann", "Mary-Ann")]
    public void A_name_is_read(string locale, string text, string? expected) =>
        Assert.Equal(expected, SlotReader.Read(SlotKind.PersonName, text, _now, locale));

    [Theory]
    [InlineData(SlotKind.Cpf, "529.982.247-25", "52998224725")]
    [InlineData(SlotKind.Cpf, "meu cpf é 52998224725", "52998224725")]
    [InlineData(SlotKind.Cpf, "529.982.247-26", null)]
    [InlineData(SlotKind.Cpf, "111.111.111-11", null)]
    [InlineData(SlotKind.Cpf, "5299822472", null)]
    [InlineData(SlotKind.Plate, "ABC-1234", "ABC1234")]
    [InlineData(SlotKind.Plate, "placa abc1d23", "ABC1D23")]
    [InlineData(SlotKind.Plate, "ab1234", null)]
    [InlineData(SlotKind.Plate, "ABC12345", null)]
    [InlineData(SlotKind.YesNo, "sim", "yes")]
    [InlineData(SlotKind.YesNo, "claro, pode ser!", "yes")]
    [InlineData(SlotKind.YesNo, "👍🏽", "yes")]
    [InlineData(SlotKind.YesNo, "não, obrigado", "no")]
    [InlineData(SlotKind.YesNo, "ñ sei", null)]
    [InlineData(SlotKind.YesNo, "👎", "no")]
    [InlineData(SlotKind.YesNo, "talvez", null)]
    [InlineData(SlotKind.Phone, "(11) 98765-4321", "11987654321")]
    [InlineData(SlotKind.Phone, "+55 11 4000-0001", "551140000001")]
    [InlineData(SlotKind.Phone, "meu número é 1140000001 obrigado", "1140000001")]
    [InlineData(SlotKind.Phone, "1234", null)]
    [InlineData(SlotKind.Email, "Maria.Silva@Exemplo.com.br", "maria.silva@exemplo.com.br")]
    [InlineData(SlotKind.Email, "é joao@example.org, obrigado", "joao@example.org")]
    [InlineData(SlotKind.Email, "joao(arroba)example", null)]
    [InlineData(SlotKind.Text, "  dor   no joelho ", "dor no joelho")]
    [InlineData(SlotKind.Text, "😊", null)]
    [InlineData(SlotKind.Choice, "1", null)]
    public void Other_answers_are_read(SlotKind kind, string text, string? expected) =>
        Assert.Equal(expected, SlotReader.Read(kind, text, _now, "pt-BR"));

    [Fact]
    public void A_taxpayer_number_is_masked_as_text()
    {
        Assert.True(Cpf.TryParse("529.982.247-25", out var cpf));

        Assert.Equal("***.982.***-**", cpf.ToString());
        Assert.Equal("52998224725", cpf.Digits);
    }

    [Theory]
    [InlineData("dia 15 às 10", "2026-09-15", "10:00")]
    [InlineData("15/12 14:00", "2026-12-15", "14:00")]
    [InlineData("sexta de manhã", "2026-08-28", "morning")]
    [InlineData("amanhã às 10", "2026-08-25", "10:00")]
    public void A_day_and_a_time_are_read_from_one_text(string text, string day, string time)
    {
        Assert.Equal(day, SlotReader.Mentioned(SlotKind.Date, text, _now, "pt-BR"));
        Assert.Equal(time, SlotReader.Mentioned(SlotKind.Time, text, _now, "pt-BR"));
    }

    [Theory]
    [InlineData("quero 2 pizzas")]
    [InlineData("15")]
    [InlineData("meu cpf é 529.982.247-25")]
    [InlineData("R$ 10,30")]
    [InlineData("10.30")]
    public void What_is_not_plainly_a_day_or_time_is_not_taken_in_passing(string text)
    {
        Assert.Null(SlotReader.Mentioned(SlotKind.Date, text, _now, "pt-BR"));
        Assert.Null(SlotReader.Mentioned(SlotKind.Time, text, _now, "pt-BR"));
    }

    [Theory]
    [InlineData("1º/9", "2026-09-01")]
    [InlineData("١٥/١٢", "2026-12-15")]
    [InlineData("１５/１２", "2026-12-15")]
    [InlineData("‏amanhã‏", "2026-08-25")]
    [InlineData("ＡＭＡＮＨÃ", "2026-08-25")]
    public void Other_scripts_digits_and_marks_do_not_matter(string text, string expected) =>
        Assert.Equal(expected, SlotReader.Read(SlotKind.Date, text, _now, "pt-BR"));

    [Fact]
    public void The_last_days_of_the_calendar_are_survived()
    {
        var end = DateTime.MaxValue;
        foreach (var text in new[] { "amanhã", "sexta", "dia 1", "31/12", "em 300 dias", "1/1", "sexta da semana que vem" })
        {
            var read = SlotReader.Read(SlotKind.Date, text, end, "pt-BR");
            Assert.True(read is null || DateOnly.Parse(read, CultureInfo.InvariantCulture) >= DateOnly.FromDateTime(end));
        }
    }
}
