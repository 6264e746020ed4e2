using System.Text.Json.Nodes;
using Platform.Plans;

namespace Platform.Tests.Plans;

public sealed class PlanDefinitionTests
{
    private static readonly string Basic = ShippedPlans.Definitions[0];

    [Fact]
    public void The_plans_that_ship_are_valid_and_three()
    {
        var catalog = PlanCatalog.Of(ShippedPlans.Definitions);

        Assert.Equal(["basic", "enterprise", "professional"], catalog.Newest.Select(plan => plan.Id));
        var basic = catalog.Find("basic", null)!;
        Assert.Equal(new PlanLimit(Meter.CallSeconds, 300 * 60, LimitAction.BotOff), basic.LimitOf(Meter.CallSeconds));
        Assert.Equal(1_024L * 1_048_576, basic.LimitOf(Meter.StorageBytes)!.Max);
        Assert.Equal("Básico", basic.NameIn("pt-BR"));
    }

    [Theory]
    [InlineData("$.id", "\"not a name\"", "A name has 1 to 40 letters, digits, dots, dashes or underscores.")]
    [InlineData("$.version", "0", "It must be a whole number from 1 to 2147483647.")]
    [InlineData("$.price", "-1", "It must be a whole number from 0 to 2147483647.")]
    [InlineData("$.price", "149.9", "It must be a whole number from 0 to 2147483647.")]
    [InlineData("$.currency", "\"brl\"", "A currency is three capitals: BRL.")]
    [InlineData("$.softPercent", "101", "It must be a whole number from 1 to 100.")]
    [InlineData("$.names.es", "\"\"", "It must not be empty.")]
    [InlineData("$.callRounding.stepSeconds", "0", "It must be a whole number from 1 to 3600.")]
    [InlineData("$.limits.messages.max", "\"many\"", "It must be a whole number from 0 to 2147483647.")]
    [InlineData("$.limits.messages.action", "\"explode\"", "An action is one of bot-off, menu-only, refuse, stop-new-conversations, warn-only.")]
    [InlineData("$.limits.messages.action", "\"refuse\"", "What people add is refused or warned of; what customers do is not refused.")]
    [InlineData("$.limits.users.action", "\"bot-off\"", "What people add is refused or warned of; what customers do is not refused.")]
    [InlineData("$.limits.userz", "{}", "This member is not known here.")]
    public void A_bad_definition_is_refused_with_path_and_reason(string path, string value, string reason)
    {
        var json = JsonNode.Parse(Basic)!;
        var names = path.Split('.')[1..];
        var parent = names[..^1].Aggregate(json, (node, name) => node[name]!);
        parent[names[^1]] = JsonNode.Parse(value);

        var (plan, errors) = PlanReader.Read(json.ToJsonString());

        Assert.Null(plan);
        Assert.Contains(new PlanError(path, reason), errors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"id":"a","id":"b"}""")]
    public void What_is_no_definition_at_all_is_refused_without_throwing(string json) => Assert.NotEmpty(PlanReader.Read(json).Errors);

    [Fact]
    public void A_limit_that_is_left_out_does_not_exist()
    {
        var json = JsonNode.Parse(Basic)!;
        json["limits"]!.AsObject().Remove("messages");

        Assert.Null(PlanReader.Read(json.ToJsonString()).Plan!.LimitOf(Meter.Messages));
    }

    [Fact]
    public void The_same_definition_again_is_no_change_and_a_change_needs_a_higher_version()
    {
        var catalog = PlanCatalog.Of([Basic]);
        var changed = JsonNode.Parse(Basic)!;
        changed["price"] = 1;

        Assert.Equal(new PlanPublication.Published(catalog.All[0]), catalog.Publish(Basic));
        Assert.IsType<PlanPublication.Conflict>(catalog.Publish(changed.ToJsonString()));
        changed["version"] = 2;
        Assert.Equal(1, Assert.IsType<PlanPublication.Published>(catalog.Publish(changed.ToJsonString())).Plan.Price);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 60)]
    [InlineData(60, 60)]
    [InlineData(61, 120)]
    public void A_call_is_counted_in_whole_minutes(int seconds, long counted) =>
        Assert.Equal(counted, CallRounding.Minutes.Round(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(1, 30)]
    [InlineData(30, 30)]
    [InlineData(31, 36)]
    [InlineData(36.2, 42)]
    public void A_call_is_counted_by_first_span_and_steps(double seconds, long counted) =>
        Assert.Equal(counted, new CallRounding(30, 6).Round(TimeSpan.FromSeconds(seconds)));
}
