using System.Net;
using Platform.People;
using Platform.Tenancy;

namespace Platform.Tests.People;

/// <summary>What people do at a front, in the words of the tests.</summary>
internal static class PeopleFront
{
    internal const string Password = "correct horse battery";
    internal const string Conversations = "/api/conversations/5511987654321";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A person of a company with <see cref="Password"/>.</summary>
    internal static async Task<EmailAddress> Person(this WholeFront front, TenantProfile company, string email, Role role = Role.TenantAdmin)
    {
        var address = EmailAddress.Parse(email);
        ActingTenant.Set(company.Id);
        var outcome = await front.Grains.People(company.Id).Register(new Registration(address, "Ana", role, Password), Stop);
        Assert.Equal(RosterOutcome.Done, outcome);
        return address;
    }

    internal static async Task<EmailAddress> Operator(this WholeFront front, string email = "op@platform.example")
    {
        var address = EmailAddress.Parse(email);
        await front.Grains.Operator(address).Register(new Registration(address, "Op", Role.SuperAdmin, Password), Stop);
        return address;
    }

    /// <summary>A browser behind the proxy, at an address of its own.</summary>
    internal static Browser Through(this WholeFront front, string address, string host)
    {
        var browser = front.At(host);
        browser.Headers["X-Forwarded-For"] = address;
        return browser;
    }

    internal static Task<Reply> SignIn(this Browser browser, string email, string password = Password, string? code = null) =>
        browser.Post("/api/auth/sign-in", new { email, password, code });

    /// <summary>A browser in which the person is signed in.</summary>
    internal static async Task<Browser> SignedIn(this WholeFront front, string host, string email, string? code = null)
    {
        var browser = front.At(host);
        var reply = await browser.SignIn(email, code: code);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Text);
        return browser;
    }

    internal static Task<Reply> Token(this Browser client, string email, string password = Password) =>
        client.Post("/api/auth/token", new { grantType = "password", email, password });

    internal static Task<Reply> Refresh(this Browser client, string refreshToken) =>
        client.Post("/api/auth/token", new { grantType = "refresh_token", refreshToken });

    /// <summary>An API client that shows a token.</summary>
    internal static Browser With(this WholeFront front, string host, string token)
    {
        var client = front.At(host);
        client.Headers.Clear();
        client.Headers["Authorization"] = $"Bearer {token}";
        return client;
    }

    /// <summary>The token of the last link that was mailed to a person.</summary>
    internal static async Task<string> MailedToken(this WholeFront front, string email)
    {
        var found = await front.Mailed(email, text => text.Contains('#', StringComparison.Ordinal));
        return found.Split('#')[^1].Split('\n', '\r')[0].Trim();
    }

    /// <summary>The newest mail to a person that fits; waits until there is one.</summary>
    internal static async Task<string> Mailed(this WholeFront front, string email, Func<string, bool> fits)
    {
        var folder = Path.Combine(front.DataDirectory, "mail");
        for (var look = 0; look < 6_000; look++)
        {
            var mails = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml").Order(StringComparer.Ordinal).Reverse() : [];
            foreach (var text in mails.Select(File.ReadAllText))
            {
                if (text.StartsWith($"To: {email}\n", StringComparison.Ordinal) && fits(text)) { return text; }
            }
            await Task.Delay(20, Stop);
        }
        throw new InvalidOperationException($"No such mail was sent to {email}.");
    }
}
