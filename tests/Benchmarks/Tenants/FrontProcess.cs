using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Platform.Benchmarks.Hosts;
using Platform.StandIn;

namespace Platform.Benchmarks.Tenants;

/// <summary>The built front as a process of its own, without the demo: what starts it, and what it holds, is the product's alone.</summary>
internal sealed class FrontProcess : IAsyncDisposable
{
    /// <summary>Who administers.</summary>
    public const string Operator = "operator@platform.example";

    /// <summary>The operator's password.</summary>
    public const string Password = "only-for-benchmarks";

    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);

    private readonly Process _process;

    private FrontProcess(Process process, HttpClient http, TimeSpan startUp) => (_process, Http, StartUp) = (process, http, startUp);

    /// <summary>Calls it.</summary>
    public HttpClient Http { get; }

    /// <summary>From the start of the process until it is ready.</summary>
    public TimeSpan StartUp { get; }

    /// <summary>Memory of the process that is in the machine's, in bytes.</summary>
    public long Resident
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>An address of this machine that is free; the gateway knows it, so a front keeps it when it is started again.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<FrontProcess> Start(
        IDatabase database, StandInServer gateway, Uri address, IReadOnlyDictionary<string, string>? more = null)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = StartsWithin };
        var began = TimeProvider.System.GetTimestamp();
        var process = Process.Start(Program(database, gateway, address, more))!;
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        while (!await IsReady(http))
        {
            if (process.HasExited || TimeProvider.System.GetElapsedTime(began) > StartsWithin)
            {
                throw new InvalidOperationException("The front did not start.");
            }
            await Task.Delay(LookAgain);
        }
        return new FrontProcess(process, http, TimeProvider.System.GetElapsedTime(began));
    }

    /// <summary>How many files of a folder the process has open.</summary>
    public int OpenFilesIn(string folder) => Directory.GetFiles($"/proc/{_process.Id}/fd")
        .Count(link => TargetOf(link)?.StartsWith(folder, StringComparison.Ordinal) == true);

    public async ValueTask DisposeAsync()
    {
        // Asked to end as a service manager does; it writes what waits first.
        using var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var patience = new CancellationTokenSource(StopsWithin);
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
        Http.Dispose();
    }

    private static ProcessStartInfo Program(
        IDatabase database, StandInServer gateway, Uri address, IReadOnlyDictionary<string, string>? more)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var front = Path.Combine(own.Parent!.Parent!.FullName, "WebFront", own.Name, "Platform.WebFront.dll");
        var start = new ProcessStartInfo("dotnet", front) { RedirectStandardOutput = true };
        foreach (var (name, value) in database.Settings) { Set(name, value); }
        foreach (var (name, value) in more ?? new Dictionary<string, string>()) { Set(name, value); }
        Set("Operator:Email", Operator);
        Set("Operator:Password", Password);
        Set("Evolution:BaseUrl", gateway.Address.ToString());
        Set("Evolution:ApiKey", gateway.ApiKey);
        Set("Conversations:Debounce", "00:00:00");
        Set("Serilog:MinimumLevel:Default", "Warning");
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        return start;

        void Set(string name, string? value) => start.Environment[$"PLATFORM_{name.Replace(":", "__", StringComparison.Ordinal)}"] = value;
    }

    private static string? TargetOf(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName;
        }
        catch (FileNotFoundException)
        {
            // Closed since it was listed.
            return null;
        }
    }

    private static async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
