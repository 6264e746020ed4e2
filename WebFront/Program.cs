using Platform.Api;
using Platform.Auth;
using Platform.Demo;
using Platform.FreeSwitch;
using Platform.Health;
using Platform.Hosting;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Configuration.AddEnvironmentVariables("PLATFORM_");
builder.AddPlatformLogging();
await using var demo = await DemoHost.Prepare(builder);
builder.AddPlatformSilo();
demo?.AddTo(builder);
builder.Services.AddUserAuthentication();
builder.Services.AddFreeSwitch(builder.Configuration);
builder.Services.AddOpenApi();

var app = builder.Build();
if (builder.Configuration["urls"] is null) { app.Urls.Add("http://localhost:5080"); }
app.UseStatusCodePages();
app.UseAuthentication();
app.UseAuthorization();
app.MapHealth();
app.MapFreeSwitch();
app.MapApi();
app.MapOpenApi();

await app.StartAsync();
demo?.Connect(app);
await app.WaitForShutdownAsync();
