using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>Latin American Spanish.</summary>
internal static class Spanish
{
    private const string Hour = @"(?<h>\d{1,2}|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|"
        + "dieciseis|diecisiete|dieciocho|diecinueve|veinte|veintiuna|veintidos|veintitres)";
    private const string Minute =
        @"(?<m>\d{2}|media|cuarto|cinco|diez|quince|veinte|veinticinco|treinta( y cinco)?|cuarenta( y cinco)?|cincuenta( y cinco)?)";
    private const string Less = "(?<less>cuarto|cinco|diez|veinte|veinticinco|5|10|15|20|25)";
    private const string Part = @"(?<p>manana|madrugada|tarde|noche)";

    private static readonly ImmutableDictionary<string, int> _months = Language.Table(
        "enero=1 ene=1 febrero=2 feb=2 marzo=3 mar=3 abril=4 abr=4 mayo=5 may=5 junio=6 jun=6 julio=7 jul=7 agosto=8 ago=8 "
        + "septiembre=9 setiembre=9 sep=9 set=9 octubre=10 oct=10 noviembre=11 nov=11 diciembre=12 dic=12");

    public static Language Words { get; } = new()
    {
        Locale = Locales.Spanish,
        Weekdays = ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"],
        WeekdaysShort = ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"],
        Months =
        [
            "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
        ],
        Greetings = ["Buenos días", "Buenas tardes", "Buenas noches"],
        PartTitles = ["Por la mañana", "Por la tarde", "Por la noche"],
        PartsSpoken = ["la mañana", "la tarde", "la noche"],
        Hours = new HoursWords(
            OpenUntil: "Ahora estamos abiertos, hasta las {0}.",
            ClosedUntil: "Ahora estamos cerrados. Abrimos {0}.",
            ClosedToday: "Hoy estamos cerrados ({0}). Abrimos {1}.",
            NotKnown: "Todavía no tengo nuestro horario por aquí.",
            Soon: "pronto",
            Span: "de {0} a {1}",
            And: " y ",
            To: " a ",
            Closed: "cerrado",
            Day: "{0}, {1}",
            At: "{0}, a las {1}",
            Today: "hoy",
            Tomorrow: "mañana"),
        Dates = new DateWords(
            [
                (new(@"\bpasado manana\b"), 2),
                (new(@"\bmanana\b"), 1),
                (new(@"\bhoy\b"), 0),
            ],
            new(@"\b(dentro de|en|de aqui a) (?<n>\w+( y \w+)?) (dias?|(?<week>semanas?))\b"),
            [new($@"\b(?<d>\d{{1,2}}|primero)(o|º)? (de )?(?<month>{Language.Any(_months)})\b( (de |del )?(?<y>\d{{4}}))?")],
            new(@"\b(el|dia) (dia )?(?<d>\d{1,2}|primero)\b"),
            new(@"\b(proxima semana|semana que viene|semana proxima)\b"),
            new(@"\bla manana\b"),
            Language.Table(
                "domingo=0 dom=0 lunes=1 lun=1 martes=2 mar=2 miercoles=3 mie=3 jueves=4 jue=4 viernes=5 vie=5 sabado=6 sab=6"),
            _months),
        Times = new TimeWords(
            [
                new($@"\b((las|la)\s)?{Hour}\smenos\s{Less}\b(\s(de|por) la\s{Part}\b)?"),
                new($@"\b(?<h>\d{{1,2}})\s?(:|h(oras?|rs?|s)?\s?(y\s)?)(?<m>\d{{2}}|media)(\s?h(rs?|s)?)?\b(\s(de|por) la\s{Part}\b)?"),
                new($@"\b(las|la)\s{Hour}(\sy\s{Minute})?(\s?(horas?|hrs?|hs|h))?\b(\s(de|por) la\s{Part}\b)?"),
                new($@"\b{Hour}(\sy\s{Minute})?\s?(horas?|hrs?|hs|h)\b(\s(de|por) la\s{Part}\b)?"),
                new($@"\b{Hour}(\sy\s{Minute})?\s(de|por) la\s{Part}\b"),
                new($@"\b{Hour}\s?(?<p>a\.?m|p\.?m)\b"),
            ],
            new($@"^{Hour}(\sy\s{Minute})?$"),
            new(@"\b(mediodia|medio dia)\b(?<half> y media\b)?"),
            new(@"\b(medianoche|media noche)\b(?<half> y media\b)?"),
            [new(@"\b((la|por) manana|temprano)\b"), new(@"\btardes?\b"), new(@"\bnoches?\b")],
            Language.Table("media=30 cuarto=15"),
            Language.Set("manana madrugada am a.m"),
            "noche"),
        Numbers = new NumberWords(
            Language.Table(
                "cero=0 un=1 uno=1 una=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 once=11 doce=12 "
                + "trece=13 catorce=14 "
                +
                    "quince=15 dieciseis=16 diecisiete=17 dieciocho=18 diecinueve=19 veinte=20 veintiun=21 veintiuno=21 veintiuna=21 "
                    + "veintidos=22 "
                +
                    "veintitres=23 veinticuatro=24 veinticinco=25 veintiseis=26 veintisiete=27 veintiocho=28 veintinueve=29 "
                    + "treinta=30 cuarenta=40 "
                +
                    "cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90 cien=100 ciento=100 doscientos=200 doscientas=200 "
                    + "trescientos=300 "
                + "trescientas=300 cuatrocientos=400 cuatrocientas=400 quinientos=500 quinientas=500 seiscientos=600 seiscientas=600 "
                + "setecientos=700 setecientas=700 ochocientos=800 ochocientas=800 novecientos=900 novecientas=900"),
            [],
            Language.Table("mil=1000 k=1000 millon=1000000 millones=1000000"),
            Language.Set("y de"),
            ',',
            NumberSpeech.Spanish),
        Answers = new AnswerWords(
            Language.Set("si s claro confirmo confirmado ok okay vale correcto exacto perfecto dale"),
            Language.Set("eso bueno listo quiero puede confirmar"),
            Language.Set("no n nop negativo incorrecto nunca"),
            Language.Set("se quizas quiza depende"),
            Language.Table(
                "uno=1 una=1 primero=1 primera=1 primer=1 dos=2 segundo=2 segunda=2 tres=3 tercero=3 tercera=3 tercer=3 cuatro=4 "
                + "cuarto=4 cuarta=4 "
                +
                    "cinco=5 quinto=5 quinta=5 seis=6 sexto=6 sexta=6 siete=7 septimo=7 septima=7 ocho=8 octavo=8 octava=8 nueve=9 "
                    + "noveno=9 novena=9"),
            Language.Set("o a er ro ra"),
            Language.Set("la el lo opcion numero quiero elijo prefiero por favor esa ese"),
            Language.Set("ultimo ultima"),
            ["mi nombre completo es ", "mi nombre es ", "me llamo ", "me llaman ", "yo soy ", "soy ", "es ", "nombre "],
            Language.Set(
                "quiero quisiera necesito agendar reservar cita turno horario agente hablar ustedes no como que cual cuanto donde "
                + "cuando porque cancelar menu volver ayuda")),
        Speech = new SpeechWords(
            "Para {0}, marque {1}.",
            "{0} Marque {1}.",
            "Para hablar con una persona, marque 0.",
            TimeSpeech.Spanish,
            DateSpeech.Spanish,
            MoneySpeech.Spanish,
            "por ciento",
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["Av."] = "Avenida", ["C."] = "Calle", ["Dr."] = "Doctor", ["Dra."] = "Doctora", ["Sr."] = "Señor", ["Sra."] = "Señora",
                ["nº"] = "número", ["n°"] = "número", ["tel."] = "teléfono", ["km"] = "kilómetros",
            }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase),
            [("a las una ", "a la una ")]),
        StopWords = Language.Set(
            "a el la los las un una unos unas de del y en al por para con que cual cuales como usted ustedes tu su mi me se o ya "
            + "hay tiene tienen "
            +
                "es son si hola buenos buenas dia dias tardes noches favor quiero quisiera saber sobre eso ese esa este esta aqui "
                + "puedo puede"),
    };
}
