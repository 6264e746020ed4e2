using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Platform.StandIn;

var settings = new ConfigurationBuilder().AddEnvironmentVariables("STANDIN_").AddCommandLine(args).Build();
using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
await using var server = await StandInServer.Start(
    new StandInOptions { Url = settings["url"] ?? "http://127.0.0.1:8080", ApiKey = settings["apikey"] ?? "stand-in-key" },
    loggers: loggers);
Console.WriteLine($"Stand-in Evolution API at {server.Address}; Ctrl+C ends it.");

var ended = new TaskCompletionSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    ended.TrySetResult();
};
await ended.Task;

// Declared, or the framework declares it with an XML comment, which the OpenAPI document of the front would then hold twice.
internal sealed partial class Program;
