using System.Text;
using Platform.Benchmarks.Hosts;
using Platform.Benchmarks.Load;
using Platform.Benchmarks.Report;
using Platform.Demo;

namespace Platform.Benchmarks.Calls;

/// <summary>FreeSWITCH request → document, with many calls at once.</summary>
internal static class CallBenchmark
{
    private const int CallsAtOnce = 500;

    // A caller answers a prompt a second: more often than people do.
    private const double RequestsPerSecond = CallsAtOnce;

    private static readonly HashSet<string> _own =
    [
        "session_id", "Caller-Unique-ID", "Caller-Caller-ID-Number", "Caller-Destination-Number", "opcao", "input_type", "url", "passo",
    ];

    private static readonly string Fixture = Path.Combine(AppContext.BaseDirectory, "Fixtures", "sip-ivr-2-digits.http");

    public static async Task Run(IDatabase database, LoadGenerator load, Scale scale, ResultTable report)
    {
        await using var host = await PlatformHost.Start(database);
        var callers = new NumberRange(5511980000000, CallsAtOnce, 1);
        var calls = new LoadPlan(host.Port, Templates(), OneIdPerPass: true, CallsAtOnce, scale.Seconds * 2, RequestsPerSecond, callers);
        await load.WarmUp(calls with { Connections = Scale.Connections }, scale.WarmUp / 3);
        var run = await load.Run(calls);
        var what = $"{database.Name}: FreeSWITCH request → document";
        report.Add(new Result($"{what}, {CallsAtOnce} calls at once", Figures.Rate(run.PerSecond, "requests"))
        {
            Target = "p99 ≤ 30 ms", P50Ms = run.P50Ms, P99Ms = run.P99Ms,
        });
        var cpu = new ServerCpu();
        var most = await load.Run(calls with { Connections = Scale.Connections, PerSecond = 0, Seconds = scale.Seconds });
        report.Add(new Result($"{what}, as many as {Scale.Connections} calls can have", Figures.Rate(most.PerSecond, "requests"))
        {
            P50Ms = most.P50Ms, P99Ms = most.P99Ms, CpuMicros = cpu.MicrosEach(most.PerSecond * scale.Seconds),
        });
    }

    // A call: it comes in, three answers on the keypad, a hang-up.
    private static RequestTemplate[] Templates() =>
    [
        Template(""), Template("input=1&input_type=dtmf"), Template("input=invalid&input_type=invalid"), Template("input=2&input_type=dtmf"),
        Template("exiting=true"),
    ];

    private static RequestTemplate Template(string input)
    {
        string[] own =
        [
            $"session_id={RequestTemplate.Id}", $"Caller-Unique-ID={RequestTemplate.Id}",
            $"Caller-Caller-ID-Number={RequestTemplate.Number}", $"Caller-Destination-Number={DemoCompany.All[0].Did}",
            .. input.Split('&', StringSplitOptions.RemoveEmptyEntries),
        ];
        var body = string.Join('&', Captured().Where(IsKept).Concat(own));
        var credential = Convert.ToBase64String(Encoding.UTF8.GetBytes(PlatformHost.Pbx));
        return RequestTemplate.Post("/freeswitch/httapi", "application/x-www-form-urlencoded", $"Authorization: Basic {credential}", body);
    }

    private static string[] Captured()
    {
        var text = File.ReadAllText(Fixture);
        return text[(text.LastIndexOf('\n') + 1)..].Split('&');
    }

    // What differs from call to call is put in anew.
    private static bool IsKept(string parameter) => !_own.Contains(parameter.Split('=')[0]);
}
