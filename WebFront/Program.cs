using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Api;
using Platform.Auth;
using Platform.Demo;
using Platform.FreeSwitch;
using Platform.Health;
using Platform.Hosting;
using Platform.Problems;
using Platform.Webhooks;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Configuration.AddEnvironmentVariables("PLATFORM_");
builder.AddPlatformLogging();
await using var demo = await DemoHost.Prepare(builder);
builder.AddPlatformSilo();
demo?.AddTo(builder);
builder.Services.AddProblems();
builder.Services.AddUserAuthentication();
builder.Services.AddWhatsAppWebhooks(builder.Configuration);
builder.Services.AddFreeSwitch(builder.Configuration);
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower)));
builder.Services.AddOpenApi();

var app = builder.Build();
if (builder.Configuration["urls"] is null) { app.Urls.Add("http://localhost:5080"); }
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseAuthentication();
app.UseAuthorization();
app.MapHealth();
app.MapWhatsAppWebhooks();
app.MapFreeSwitch();
app.MapApi();
app.MapOpenApi();

await app.StartAsync();
demo?.Connect(app);
await app.WaitForShutdownAsync();
