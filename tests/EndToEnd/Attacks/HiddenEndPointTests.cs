using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Hosting;
using Platform.Tests.Harness;

namespace Platform.Tests.Attacks;

/// <summary>What is attacked is taken from the OpenAPI document: whatever else the front answers must be named, with its reason.</summary>
public sealed class HiddenEndPointTests : IAsyncLifetime
{
    private readonly SqliteDatabase _database = new();
    private WebApplication? _front;

    [Fact]
    public async Task Every_end_point_of_the_front_is_in_the_document_or_among_those_that_are_hidden_for_a_reason()
    {
        using var http = new HttpClient { BaseAddress = new Uri(_front!.Urls.Single()) };
        var document = JsonNode.Parse(await http.GetStringAsync("openapi/v1.json", TestContext.Current.CancellationToken))!;
        var described = document["paths"]!.AsObject().SelectMany(
            path => EndPoint.Named([.. path.Value!.AsObject().Select(operation => operation.Key.ToUpperInvariant())], path.Key)).ToHashSet();

        var hidden = _front.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endPoint => EndPoint.Named(
                endPoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods, endPoint.RoutePattern.RawText!))
            .Where(name => !described.Contains(name));
        Assert.True(described.Count > 50, "The document was read.");
        Assert.Equal(
            EndPoint.Hidden.Keys.Concat(EndPoint.HiddenAndOpen.Keys).Order(StringComparer.Ordinal), hidden.Order(StringComparer.Ordinal));
    }

    public async ValueTask InitializeAsync()
    {
        await _database.Create();
        var builder = Front.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(_database.Settings!);
        builder.Configuration.AddInMemoryCollection([new("Evolution:BaseUrl", "http://127.0.0.1:9"), new("Evolution:ApiKey", "nobody-listens")]);
        builder.Logging.ClearProviders();
        builder.AddPlatformSilo();
        builder.AddFront();
        _front = builder.Build();
        _front.Urls.Add($"http://127.0.0.1:{FreePort.Take()}");
        _front.UseFront();
        await _front.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _front!.StopAsync(CancellationToken.None);
        await _front.DisposeAsync();
        await _database.DisposeAsync();
    }
}
