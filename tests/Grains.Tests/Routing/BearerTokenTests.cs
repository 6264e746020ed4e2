using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Platform.Routing;

namespace Platform.Tests.Routing;

public sealed class BearerTokenTests
{
    private const string Secret = "a-long-enough-shared-secret";
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_token_signed_by_the_gateway_is_genuine() => Assert.True(IsGenuine(Sign(Claims())));

    [Fact]
    public void A_late_retry_carries_an_expired_token_and_is_genuine_still() =>
        Assert.True(IsGenuine(Sign(Claims(expires: Noon.AddMinutes(-20)))));

    [Fact]
    public void A_token_older_than_any_retry_is_refused() => Assert.False(IsGenuine(Sign(Claims(expires: Noon.AddMinutes(-31)))));

    [Fact]
    public void Another_secret_another_algorithm_or_another_purpose_is_refused()
    {
        Assert.False(IsGenuine(Sign(Claims(), secret: "another-secret")));
        Assert.False(IsGenuine(Sign(Claims(), header: """{"alg":"none","typ":"JWT"}""")));
        Assert.False(IsGenuine(Sign(Claims(action: "login"))));
        Assert.False(IsGenuine(Sign("[]")));
        Assert.False(IsGenuine(Sign("{")));
    }

    [Fact]
    public void No_other_text_is_genuine() => Prop.ForAll<string>(text => !IsGenuine(text ?? "")).QuickCheckThrowOnFailure();

    private static bool IsGenuine(string token) => BearerToken.IsGenuine(token, Secret, Noon);

    private static string Claims(DateTimeOffset? expires = null, string action = "webhook") =>
        $$"""{"iat":0,"exp":{{(expires ?? Noon.AddMinutes(10)).ToUnixTimeSeconds()}},"app":"evolution","action":"{{action}}"}""";

    private static string Sign(string claims, string secret = Secret, string header = """{"alg":"HS256","typ":"JWT"}""")
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }
}
