using Platform;
using Platform.Demo;
using Platform.Hosting;

var builder = Front.CreateBuilder(args);
builder.Configuration.AddEnvironmentVariables("PLATFORM_");
builder.AddPlatformLogging();
await using var demo = await DemoHost.Prepare(builder);
builder.AddPlatformSilo();
demo?.AddTo(builder);
builder.AddFront();

var app = builder.Build();
if (builder.Configuration["urls"] is null) { app.Urls.Add("http://localhost:5080"); }
app.UseFront();

if (await app.TryStart() is { } reason)
{
    await Console.Error.WriteLineAsync(reason);
    return 1;
}
demo?.Connect(app);
await app.WaitForShutdownAsync();
return 0;
