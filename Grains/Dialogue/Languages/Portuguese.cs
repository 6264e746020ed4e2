using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>Brazilian Portuguese.</summary>
internal static class Portuguese
{
    private const string Hour = @"(?<h>\d{1,2}|uma|duas|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|quatorze|catorze|quinze|"
        + "dezesseis|dezessete|dezoito|dezenove|vinte( e uma| e duas| e tres)?)";
    private const string Minute =
        @"(?<m>\d{2}|meia|cinco|dez|quinze|vinte( e cinco)?|trinta( e cinco)?|quarenta( e cinco)?|cinquenta( e cinco)?)";
    private const string Less = "(?<less>5|10|15|20|25|cinco|dez|quinze|vinte( e cinco)?)( minutos)?";
    private const string Part = @"(?<p>manha|madrugada|tarde|noite)";

    private static readonly ImmutableDictionary<string, int> _months = Language.Table(
        "janeiro=1 jan=1 fevereiro=2 fev=2 marco=3 mar=3 abril=4 abr=4 maio=5 mai=5 junho=6 jun=6 julho=7 jul=7 agosto=8 ago=8 "
        + "setembro=9 set=9 outubro=10 out=10 novembro=11 nov=11 dezembro=12 dez=12");

    public static Language Words { get; } = new()
    {
        Locale = Locales.Portuguese,
        Weekdays = ["domingo", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado"],
        WeekdaysShort = ["domingo", "segunda", "terça", "quarta", "quinta", "sexta", "sábado"],
        Months =
        [
            "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro",
        ],
        Greetings = ["Bom dia", "Boa tarde", "Boa noite"],
        PartTitles = ["De manhã", "À tarde", "À noite"],
        PartsSpoken = ["o período da manhã", "o período da tarde", "o período da noite"],
        Hours = new HoursWords(
            OpenUntil: "Estamos abertos agora, até as {0}.",
            ClosedUntil: "Agora estamos fechados. Abrimos {0}.",
            ClosedToday: "Hoje estamos fechados ({0}). Abrimos {1}.",
            NotKnown: "Ainda não tenho nosso horário por aqui.",
            Soon: "em breve",
            Span: "das {0} às {1}",
            And: " e ",
            To: " a ",
            Closed: "fechado",
            Day: "{0}, {1}",
            At: "{0}, às {1}",
            Today: "hoje",
            Tomorrow: "amanhã"),
        Dates = new DateWords(
            [
                (new(@"\bdepois de amanha\b"), 2), (new(@"\b(amanha|amanh|amnha)\b"), 1), (new(@"\b(hoje|hj)\b"), 0),
            ],
            new(@"\b(daqui a|daqui|em|dentro de) (?<n>\w+( e \w+)?) (dias?|(?<week>semanas?))\b"),
            [new($@"\b(?<d>\d{{1,2}}|primeiro)(o|º)? (de )?(?<month>{Language.Any(_months)})\b( (de |do )?(?<y>\d{{4}}))?")],
            new(@"\bdia (?<d>\d{1,2}|primeiro)\b"),
            new(@"\b(semana que vem|proxima semana|outra semana)\b"),
            null,
            Language.Table("domingo=0 dom=0 segunda=1 seg=1 terca=2 ter=2 quarta=3 qua=3 quinta=4 qui=4 sexta=5 sex=5 sabado=6 sab=6"),
            _months),
        Times = new TimeWords(
            [
                // From the beginning only: "dia 15 para as 10" is a day and a time.
                new($@"^(as |pode ser (as )?|umas )?{Less} (para|pra|pras) (a |as |o )?{Hour}\b(\s(da|de)\s{Part}\b)?"),
                new($@"^(as |pode ser (as )?|umas )?{Less} (para|pra) a uma(?<h>)\b(\s(da|de)\s{Part}\b)?"),
                new($@"\b(?<h>\d{{1,2}})\s?(:|h(oras?|rs?|s)?\s?(e\s)?)(?<m>\d{{2}}|meia)(\s?h(oras?|rs?|s)?)?\b(\s(da|de)\s{Part}\b)?"),
                new($@"\b(as|das|pelas|umas)\s{Hour}(\se\s{Minute})?(\s?(horas?|hrs?|hs|h))?\b(\s(da|de)\s{Part}\b)?"),
                new($@"\ba\suma(?<h>)(\se\s{Minute})?(\s?(horas?|h))?\b(\s(da|de)\s{Part}\b)?"),
                new($@"\b{Hour}(\se\s{Minute})?\s?(horas?|hrs?|hs|h)\b(\s(da|de)\s{Part}\b)?"),
                new($@"\b{Hour}(\se\s{Minute})?\s(da|de)\s{Part}\b"),
            ],
            new($@"^{Hour}(\se\s{Minute})?$"),
            new(@"\bmeio[- ]?dia\b(?<half> e meia\b)?"),
            new(@"\bmeia[- ]?noite\b(?<half> e meia\b)?"),
            [new(@"\b(manha|cedo|manhazinha)\b"), new(@"\btarde(zinha)?\b"), new(@"\bnoite\b")],
            Language.Table("meia=30"),
            Language.Set("manha madrugada"),
            "noite"),
        Numbers = new NumberWords(
            Language.Table(
                "zero=0 um=1 uma=1 dois=2 duas=2 tres=3 quatro=4 cinco=5 seis=6 meia=6 sete=7 oito=8 nove=9 dez=10 onze=11 "
                + "doze=12 treze=13 "
                + "quatorze=14 catorze=14 quinze=15 dezesseis=16 dezessete=17 dezoito=18 dezenove=19 vinte=20 trinta=30 quarenta=40 "
                + "cinquenta=50 sessenta=60 setenta=70 oitenta=80 noventa=90 cem=100 cento=100 duzentos=200 duzentas=200 trezentos=300 "
                + "trezentas=300 quatrocentos=400 quatrocentas=400 quinhentos=500 quinhentas=500 seiscentos=600 seiscentas=600 "
                + "setecentos=700 setecentas=700 oitocentos=800 oitocentas=800 novecentos=900 novecentas=900"),
            [],
            Language.Table("mil=1000 k=1000 milhao=1000000 milhoes=1000000 mi=1000000"),
            Language.Set("e de"),
            ',',
            NumberSpeech.Portuguese),
        Answers = new AnswerWords(
            Language.Set(
                "sim s ss si claro confirmo confirmado confirma ok okay correto exato beleza blz perfeito positivo uhum aham "
                + "combinado"),
            Language.Set("isso pode certo quero bora fechado confirmar"),
            Language.Set("nao n nn nop negativo errado incorreto nunca nope"),
            Language.Set("sei talvez depende"),
            Language.Table(
                "um=1 uma=1 primeiro=1 primeira=1 dois=2 duas=2 segundo=2 segunda=2 tres=3 terceiro=3 terceira=3 quatro=4 "
                + "quarto=4 quarta=4 "
                +
                    "cinco=5 quinto=5 quinta=5 seis=6 sexto=6 sexta=6 sete=7 setimo=7 setima=7 oito=8 oitavo=8 oitava=8 nove=9 nono=9 "
                    + "nona=9"),
            Language.Set("o a"),
            Language.Set("a o opcao numero quero escolho prefiro pode ser por favor pfv essa esse"),
            Language.Set("ultimo ultima"),
            [
                "meu nome completo e ", "meu nome e ", "me chamo ", "pode me chamar de ", "eu sou o ", "eu sou a ", "eu sou ",
                "sou o ", "sou a ", "sou ", "aqui e o ", "aqui e a ", "e o ", "e a ", "nome ",
            ],
            Language.Set(
                "quero queria gostaria preciso marcar agendar consulta horario atendente falar voces nao sei como qual quanto onde "
                + "quando porque cancelar menu voltar ajuda")),
        Speech = new SpeechWords(
            "Para {0}, tecle {1}.",
            "{0} Tecle {1}.",
            "Para falar com uma pessoa, tecle 0.",
            TimeSpeech.Portuguese,
            DateSpeech.Portuguese,
            MoneySpeech.Portuguese,
            "por cento",
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["Av."] = "Avenida", ["R."] = "Rua", ["Dr."] = "Doutor", ["Dra."] = "Doutora", ["Sr."] = "Senhor", ["Sra."] = "Senhora",
                ["nº"] = "número", ["n°"] = "número", ["tel."] = "telefone", ["km"] = "quilômetros",
            }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase),
            [
                ("às meio-dia", "ao meio-dia"), ("as meio-dia", "o meio-dia"), ("às meia-noite", "à meia-noite"),
                ("das meio-dia", "do meio-dia"), ("às uma ", "à uma "),
                ("das meia-noite", "da meia-noite"), ("até as meia-noite", "até a meia-noite"), ("das uma hora", "da uma hora"),
                ("das uma e ", "da uma e "), ("até as uma ", "até a uma "),
            ]),
        StopWords = Language.Set(
            "a o as os um uma uns umas de do da dos das e em no na nos nas ao aos para pra pro por com que qual quais como eh "
            +
                "voce voces vc vcs tem ter ha eu meu minha seu sua me se e ou ja ai oi ola bom boa dia tarde noite favor gostaria "
                + "queria quero saber "
            + "sobre isso esse essa este esta aqui la pode posso"),
    };
}
