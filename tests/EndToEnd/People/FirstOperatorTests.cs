using System.Net;
using Platform.Tests.Harness;

namespace Platform.Tests.People;

/// <summary>A new installation without the demo: somebody must be able to sign in to it.</summary>
public sealed class FirstOperatorTests : IAsyncLifetime
{
    private const string Email = "ops@installation.example";
    private const string First = "a first long password";

    private readonly FreshInstallation _platform = new();

    [Fact]
    public async Task The_configured_operator_signs_in_and_keeps_the_own_password_over_a_start_with_another()
    {
        Assert.Equal(HttpStatusCode.OK, (await Tenants(First)).Status);

        await _platform.Process.Kill();
        _platform.Process.Set("Operator:Password", "quite another password");
        await _platform.Process.Start();

        Assert.Equal(HttpStatusCode.Unauthorized, (await Tenants("quite another password")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Tenants(First)).Status);
    }

    public ValueTask InitializeAsync() => _platform.InitializeAsync();

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    private Task<ApiAnswer> Tenants(string password) =>
        new ApiClient(_platform.Process, Email, slug: null, password).Get("api/admin/tenants");

    private sealed class FreshInstallation() : RunningPlatform(new SqliteDatabase())
    {
        internal override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Demo:Enabled"] = "false", ["Operator:Email"] = Email, ["Operator:Password"] = First,
        };
    }
}
