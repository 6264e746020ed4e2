using System.Collections.Immutable;
using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Platform.Calls;
using Platform.Channels;
using Platform.Commands.Simulate.Calls;
using Platform.FreeSwitch;

namespace Platform.Tests.FreeSwitch;

public sealed class CallDocumentTests
{
    private static readonly string[] Harmless = ["speak", "playback", "pause", "dial", "hangup"];
    private static readonly StickyParameters Sticky = new(FakePlatform.Clinic, ChannelId.Parse("sip:drmarco.pbx.example"));
    private static readonly CallDocumentStyle Plain = new("input", TransferContext: null, Recogniser: null);
    private static readonly SpeechVoice Known = new SpeechVoice.Switch("flite", "kal", IsKnown: true);
    private static readonly SpeechVoice Strange = new SpeechVoice.Switch("polly", "Camila", IsKnown: false);
    private static readonly SpeechVoice Clip = new SpeechVoice.File(
        new Uri($"http://10.0.0.5:5080/freeswitch/audio/{new string('a', 64)}.wav"));

    [Fact]
    public void Every_document_keeps_every_rule_of_the_switch() =>
        Prop.ForAll(Replies().ToArbitrary(), Contexts().ToArbitrary(), (reply, context) =>
        {
            var bytes = CallDocumentRenderer.Render(reply, context);
            var document = HttapiDocument.Read(
                HttpStatusCode.OK, SwitchResults.XmlType, bytes, Math.Clamp(context.BytesSent, 0, CallDocumentRenderer.CallBytesMax));

            Assert.InRange(bytes.Length, 1, CallDocumentRenderer.DocumentBytesMax);
            Assert.NotEqual(1023, bytes.Length % 1024);
            Assert.DoesNotContain("${", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
            Assert.All(document.Work, tag => Assert.Contains(tag.Name, Harmless));
            Assert.All(document.Work, tag => Assert.Null(tag["action"] ?? tag["temp-action"] ?? tag["loops"]));
            Assert.All(document.Work.Where(tag => tag.Name == "speak" && tag.Listens), tag => Assert.Equal("flite", tag["engine"]));
            Assert.Equal(context.Sticky is null ? 0 : 4, document.Parameters.Length);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Theory]
    [InlineData("Olá! Tecle 1.")]
    [InlineData("<hangup/> & \"quotes\" 'single'")]
    [InlineData("R$ 280,00 à vista ♥ 🎉")]
    public void What_is_said_arrives_as_it_was(string speech) =>
        Assert.Equal(speech, Document(new CallReply(speech, "pt-BR", new CallAction.HangUp()), Known).Work[0]["text"]);

    [Theory]
    [InlineData("olá ${caller_id_number} e $${domain}", "olá $caller_id_number e $$domain")]
    [InlineData("{voice=x}olá", "voice=xolá")]
    [InlineData("a\u0000b\u001fc\td\r\ne", "a b c d e")]
    [InlineData("meia\ud800 lua\uffff", "meia lua")]
    public void What_a_switch_could_mistake_is_taken_out(string speech, string spoken) => Assert.Equal(spoken, SpokenText.Clean(speech));

    [Fact]
    public void A_menu_is_interrupted_by_its_keys_only()
    {
        var tag = Assert.Single(Document(Listen(["1", "2", "0"], 1), Known).Work);

        Assert.Equal(("speak", "input"), (tag.Name, tag["name"]));
        Assert.Equal(["1", "2", "0"], tag.Binds.Select(bind => bind.Expression));
        Assert.Equal(new DigitMachine.Result("2", ""), DigitMachine.Take(tag, "2"));
        Assert.Equal(new DigitMachine.Result(null, ""), DigitMachine.Take(tag, "9"));
        Assert.Equal(new DigitMachine.Result("1", "0"), DigitMachine.Take(tag, "10"));
    }

    [Theory]
    [InlineData("123#", "123", "")]
    [InlineData("123", "123", "")]
    [InlineData("12345678", "12345678", "")]
    [InlineData("12#9", "12", "9")]
    [InlineData("123456789", null, "")]
    [InlineData("#", null, "")]
    public void A_number_ends_with_the_hash_key_or_a_pause(string typed, string? digits, string rest)
    {
        var tag = Assert.Single(Document(Listen([], 8), Known).Work);

        Assert.Equal("#", tag["terminators"]);
        Assert.Equal(new DigitMachine.Result(digits, rest), DigitMachine.Take(tag, typed));
    }

    [Fact]
    public void A_prompt_of_an_engine_that_may_be_missing_does_not_listen_itself()
    {
        var work = Document(Listen(["1"], 1), Strange).Work;

        Assert.Equal([("speak", false), ("pause", true)], work.Select(tag => (tag.Name, tag.Listens)));
    }

    [Fact]
    public void A_rendered_prompt_is_played_and_listens_for_words_where_the_switch_recognises_them()
    {
        var style = Plain with { Recogniser = new SpeechRecogniser("vosk", "default") };
        var tag = Assert.Single(Document(Listen(["1"], 1), Clip, style).Work);

        Assert.Equal(("playback", "vosk", "default"), (tag.Name, tag["asr-engine"], tag["asr-grammar"]));
    }

    [Fact]
    public void A_transfer_names_the_extension_last_and_a_target_that_is_none_ends_the_call()
    {
        Assert.Equal(["speak", "dial:1000"], Names(new CallAction.Transfer("1000")));
        Assert.Equal(["speak", "hangup:"], Names(new CallAction.Transfer("sofia/gateway/x/00900")));
        Assert.Equal(["speak", "hangup:"], Names(new CallAction.Transfer("${domain}")));

        IEnumerable<string> Names(CallAction then) =>
            Document(new CallReply("Até logo.", "pt-BR", then), Known).Work.Select(
                tag => tag.Name == "speak" ? "speak" : $"{tag.Name}:{tag.Body}");
    }

    [Fact]
    public void The_documents_of_the_longest_call_stay_below_what_the_switch_takes()
    {
        var reply = new CallReply(new string('"', CallReply.SpeechMax), "pt-BR", new CallAction.Listen(["1"], 1, true));
        var (sent, steps, ended) = (0, 0, false);
        while (!ended)
        {
            var bytes = CallDocumentRenderer.Render(reply, new(Known, Sticky, sent, "1000", Plain));
            var document = HttapiDocument.Read(HttpStatusCode.OK, SwitchResults.XmlType, bytes, sent);
            Assert.Equal(sent + bytes.Length, int.Parse(document.Parameters.Single(p => p.Key == StickyParameters.Bytes).Value, null));
            sent += bytes.Length;
            steps++;
            ended = document.Work[^1].Name == "dial";
        }

        Assert.InRange(
            sent, CallDocumentRenderer.CallBytesMax - (3 * CallDocumentRenderer.DocumentBytesMax), CallDocumentRenderer.CallBytesMax);
        Assert.InRange(steps, 30, 60);
    }

    [Fact]
    public void A_document_of_every_length_avoids_the_length_that_the_switch_drops()
    {
        var lengths = Enumerable.Range(1, 1_100)
            .Select(count => new CallReply(new string('a', count), "pt-BR", new CallAction.HangUp()))
            .Select(reply => CallDocumentRenderer.Render(reply, new(Known, Sticky, 0, null, Plain)).Length)
            .ToList();

        Assert.DoesNotContain(lengths, length => length % 1024 == 1023);
        Assert.Contains(lengths, length => length % 1024 == 0);
    }

    private static CallReply Listen(ImmutableArray<string> keys, int digitsMax) =>
        new("Diga lá.", "pt-BR", new CallAction.Listen(keys, digitsMax, AcceptSpeech: true));

    private static HttapiDocument Document(CallReply reply, SpeechVoice voice, CallDocumentStyle? style = null) => HttapiDocument.Read(
        HttpStatusCode.OK,
        SwitchResults.XmlType,
        CallDocumentRenderer.Render(reply, new(voice, Sticky, 0, "1000", style ?? Plain)),
        bytesBefore: 0);

    private static Gen<CallReply> Replies() =>
        from speech in Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
            Gen.Choose(0, 2_500).Select(length => string.Concat(Enumerable.Repeat("à\"<&${x}", 1 + (length / 8)))[..length]),
            Gen.Elements("", " ", "Olá!", "<work><answer/></work>", "]]>", "&#0;", "\ud83d", new string('\u0001', 50)))
        from locale in Gen.Elements("pt-BR", "en", "es", "", "zz")
        from then in Actions()
        select new CallReply(speech, locale, then);

    private static Gen<CallAction> Actions() => Gen.OneOf(
        from keys in Gen.ArrayOf(Gen.Elements("0", "1", "9", "*", "#", "10", "a", "", "<", "~x", "${k}"))
        from digits in Gen.Choose(-1, 400)
        from speech in Gen.Elements(true, false)
        select (CallAction)new CallAction.Listen([.. keys], digits, speech),
        Gen.Elements<CallAction>(new CallAction.Listen(default, 0, true), new CallAction.HangUp()),
        Gen.OneOf(
            Gen.Elements("1000", "+551140000001", "user/1000", "", "1000 XML default", "${x}", "<a/>", "fila-vendas", "x@y"),
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")).Select(
                target => (CallAction)new CallAction.Transfer(target)));

    private static Gen<CallDocumentContext> Contexts() =>
        from voice in Gen.Elements(Known, Strange, Clip)
        from sticky in Gen.Elements<StickyParameters?>(Sticky, null)
        from sent in Gen.OneOf(Gen.Choose(-5, 10_000), Gen.Choose(400_000, 600_000), Gen.Elements(int.MinValue, int.MaxValue))
        from extension in Gen.Elements<string?>(null, "", "1000", "a/b")
        from style in Gen.Elements(
            Plain, Plain with { TransferContext = "pbx.example" }, Plain with { Recogniser = new SpeechRecogniser("vosk", "x") })
        select new CallDocumentContext(voice, sticky, sent, extension, style);
}
