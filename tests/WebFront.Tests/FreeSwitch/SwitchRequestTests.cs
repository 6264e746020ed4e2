using System.Text;
using Microsoft.AspNetCore.Http;
using Platform.Calls;
using Platform.FreeSwitch;

namespace Platform.Tests.FreeSwitch;

public sealed class SwitchRequestTests
{
    private const string Call = "67e88abc-3b1f-4b3c-91b1-3fa9384c7821";

    [Theory]
    [InlineData("n=Jo%C3%A3o%20da%20Silva", "João da Silva")]
    [InlineData("n=Jo%E3o", "João")]
    [InlineData("n=%2B5511987654321", "+5511987654321")]
    [InlineData("n=+5511987654321", "+5511987654321")]
    [InlineData("n=100%", "100%")]
    [InlineData("n=%zz%4", "%zz%4")]
    [InlineData("&&n=a=b&", "a=b")]
    [InlineData("N=first&n=second", "first")]
    [InlineData("n=%20%20", null)]
    [InlineData("n", null)]
    [InlineData("", null)]
    public async Task A_form_is_read_whatever_its_bytes(string form, string? value) => Assert.Equal(value, (await Read(form))["n"]);

    [Fact]
    public async Task A_profile_without_a_method_sends_a_query()
    {
        var parameters = await Read("", query: $"?session_id={Call}&input=1&input_type=dtmf&token=abc");

        Assert.Equal(new CallInput(CallInputKind.Digits, "1"), HttapiRequest.Read(parameters, "input")!.Input);
        Assert.Equal("abc", parameters["TOKEN"]);
    }

    [Theory]
    [InlineData("input=12&input_type=dtmf", CallInputKind.Digits, "12")]
    [InlineData("INPUT=12&Input_Type=DTMF", CallInputKind.Digits, "12")]
    [InlineData("input=12", CallInputKind.Digits, "12")]
    [InlineData("input=amanh%C3%A3%20%C3%A0s%2010&input_type=detected_speech", CallInputKind.Speech, "amanhã às 10")]
    [InlineData("input=%7B%22text%22:%22amanh%C3%A3%22%7D&input_type=detected_speech", CallInputKind.Speech, "amanhã")]
    [InlineData("input=%3Cresult%3E%3Cinput%3Esim%3C/input%3E%3C/result%3E&input_type=detected_speech", CallInputKind.Speech, "sim")]
    [InlineData("input=%3Cresult&input_type=detected_speech", CallInputKind.Invalid, "")]
    [InlineData("input=%7B%22text%22:5&input_type=detected_speech", CallInputKind.Invalid, "")]
    [InlineData("input=%7B%22%5Cud83d%22:1,%22a%22:2%7D&input_type=detected_speech", CallInputKind.Invalid, "")]
    [InlineData("input=%7B%22text%22:1,%22%5Cud83daaaaaa%22:1%7D&input_type=detected_speech", CallInputKind.Invalid, "")]
    [InlineData("input=invalid&input_type=invalid", CallInputKind.Invalid, "")]
    [InlineData("input=invalid", CallInputKind.Invalid, "")]
    [InlineData("input=%3Cscript%3E&input_type=dtmf", CallInputKind.Invalid, "")]
    [InlineData("input_type=dtmf", CallInputKind.Invalid, "")]
    [InlineData("platform_asked=1", CallInputKind.Invalid, "")]
    [InlineData("", CallInputKind.None, "")]
    public async Task Input_is_told_from_silence(string form, CallInputKind kind, string value) =>
        Assert.Equal(new CallInput(kind, value), HttapiRequest.Read(await Read($"session_id={Call}&{form}"), "input")!.Input);

    [Theory]
    [InlineData("")]
    [InlineData("session_id=")]
    [InlineData("session_id=../../etc")]
    public async Task A_request_that_names_no_call_is_none(string form) => Assert.Null(HttapiRequest.Read(await Read(form), "input"));

    [Fact]
    public async Task A_recording_is_dropped_and_its_form_is_read()
    {
        var parameters = await Read(Multipart(fileBytes: 30_000_000), contentType: "multipart/form-data; boundary=xyz");

        Assert.Equal((Call, "true"), (parameters["session_id"], parameters["exiting"]));
        Assert.Null(parameters["recorded_file"]);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", SwitchRequestReader.FormBytesMax + 1)]
    [InlineData("multipart/form-data; boundary=xyz", SwitchRequestReader.FormBytesMax + 1)]
    public async Task A_body_beyond_its_limit_is_refused(string type, int bytes) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => Read(new RepeatedStream(
            "--xyz\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n"u8.ToArray(), bytes, []), contentType: type));

    [Fact]
    public async Task A_file_beyond_its_limit_is_refused() =>
        await Assert.ThrowsAsync<InvalidDataException>(
            () => Read(Multipart(SwitchRequestReader.FileBytesMax + 1), contentType: "multipart/form-data; boundary=xyz"));

    [Theory]
    [InlineData("11987654321", "false", "5511987654321")]
    [InlineData("+55 11 98765-4321", "false", "5511987654321")]
    [InlineData("anonymous", "false", $"call-{Call}")]
    [InlineData("", "false", $"call-{Call}")]
    [InlineData("11987654321", "true", $"call-{Call}")]
    public async Task A_caller_is_known_by_number_or_for_this_call_only(string number, string hidden, string peer)
    {
        var parameters = await Read($"session_id={Call}&Caller-Caller-ID-Number={number}&Caller-Privacy-Hide-Number={hidden}");

        Assert.Equal(peer, CallPeer.Read(parameters, CallId.Parse(Call)).Text);
    }

    [Theory]
    [InlineData("Joao%20da%20Silva", "Joao da Silva")]
    [InlineData("11987654321", null)]
    [InlineData("", null)]
    public async Task A_caller_is_named_where_the_network_shows_a_name(string shown, string? name) =>
        Assert.Equal(name, CallPeer.ReadName(await Read($"Caller-Caller-ID-Name={shown}")));

    private static RepeatedStream Multipart(long fileBytes) => new(
        Encoding.ASCII.GetBytes(string.Concat(
            Field("session_id", Call), Field("exiting", "true"),
            "--xyz\r\nContent-Disposition: form-data; name=\"recorded_file\"; filename=\"r.wav\"\r\n",
            "Content-Type: application/octet-stream\r\n\r\n")),
        fileBytes,
        "\r\n--xyz--\r\n"u8.ToArray());

    private static string Field(string name, string value) =>
        $"--xyz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";

    private static Task<SwitchParameters> Read(string form, string query = "") =>
        Read(new MemoryStream(Encoding.Latin1.GetBytes(form)), query);

    private static Task<SwitchParameters> Read(Stream body, string query = "", string contentType = "application/x-www-form-urlencoded")
    {
        var context = new DefaultHttpContext();
        (context.Request.Body, context.Request.ContentType, context.Request.QueryString) = (body, contentType, new QueryString(query));
        return SwitchRequestReader.Read(context.Request, TestContext.Current.CancellationToken);
    }

    /// <summary>A long body that takes no memory: something, many bytes, something.</summary>
    private sealed class RepeatedStream(byte[] before, long count, byte[] after) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => before.Length + count + after.Length;

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count1)
        {
            var wanted = (int)Math.Min(count1, Length - _position);
            for (var i = 0; i < wanted; i++)
            {
                buffer[offset + i] = At(_position++);
            }
            return wanted;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count1) => throw new NotSupportedException();

        private byte At(long position) => position < before.Length ? before[position]
            : position < before.Length + count ? (byte)'a'
            : after[position - before.Length - count];
    }
}
