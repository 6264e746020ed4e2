using System.Text.Json.Nodes;
using Platform.Tests.People;

namespace Platform.Tests.Plans;

public sealed class PlanDocumentTests
{
    [Fact]
    public async Task The_api_s_document_says_what_a_plan_is_published_as()
    {
        await using var front = await WholeFront.Start();
        var document = JsonNode.Parse((await front.At("localhost").Get("/openapi/v1.json")).Text)!;
        var body = document["paths"]!["/api/admin/plans"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!;
        var schema = document["components"]!["schemas"]![body["$ref"]!.GetValue<string>().Split('/')[^1]]!;
        Assert.Equal(
            ["callRounding", "currency", "id", "limits", "names", "price", "softPercent", "terms", "version"],
            schema["properties"]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal("object", schema["properties"]!["limits"]!["type"]!.GetValue<string>());
    }
}
