using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Platform.Demo;
using Platform.Tests.Harness;

namespace Platform.Tests.Pages;

/// <summary>A running platform, and a real browser (Debian's Chromium) to look at its pages with.</summary>
public sealed partial class BrowserPlatform() : RunningPlatform(new SqliteDatabase())
{
    // A machine that does ten other things is slow, not broken.
    private const float PatienceMs = 60_000;

    private static int _people;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal Uri Clinic => new($"http://{DemoCompany.All[0].Profile.Slug}.localhost:{Process.Address.Port}/");

    /// <inheritdoc />
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--host-resolver-rules=MAP *.localhost 127.0.0.1"],
        });
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        if (_browser is not null) { await _browser.DisposeAsync(); }
        _playwright?.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Another person's browser, with nothing in it.</summary>
    internal async Task<IPage> Page()
    {
        var context = await _browser!.NewContextAsync(new() { BaseURL = Clinic.ToString(), Locale = "pt-BR" });
        context.SetDefaultTimeout(PatienceMs);
        return await context.NewPageAsync();
    }

    /// <summary>Gives the clinic's pages other looks.</summary>
    internal async Task Brand(object branding)
    {
        var path = $"api/admin/tenants/{DemoCompany.All[0].Profile.Id}/configuration";
        var answer = await ApiClient.Operator(Process).Send(HttpMethod.Patch, path, new { branding });
        Assert.True((int)answer.Status < 300, answer.Text);
    }

    /// <summary>Somebody who is invited to the clinic, and the link in the mail.</summary>
    internal async Task<(string Email, string Link)> Invited()
    {
        var email = $"p{Interlocked.Increment(ref _people)}@clinic.example";
        var company = DemoCompany.All[0];
        var admin = new ApiClient(Process, company.AdminEmail, company.Profile.Slug, Password);
        var answer = await admin.Post("api/people", new { email, name = "Bia", role = "agent" });
        Assert.True((int)answer.Status < 300, answer.Text);
        return (email, await MailedLink(email));
    }

    /// <summary>The link of a mail to somebody, and not the <paramref name="other"/> one.</summary>
    internal async Task<string> MailedLink(string email, string? other = null)
    {
        var found = "";
        var mails = Directory.CreateDirectory(Path.Combine(Database.Settings["Storage:DataDirectory"], "mail"));
        await Eventually.Holds($"a mail to {email}", async () =>
        {
            foreach (var file in mails.GetFiles())
            {
                var mail = await File.ReadAllTextAsync(file.FullName);
                if (!mail.Contains(email, StringComparison.Ordinal) || Link().Match(mail) is not { Success: true } link) { continue; }
                // The port is this run's own.
                found = new Uri(Clinic, new Uri(link.Value).PathAndQuery + new Uri(link.Value).Fragment).ToString();
                if (found != other) { return true; }
            }
            return false;
        });
        return found;
    }

    [GeneratedRegex(@"https?://\S+#\S+")]
    private static partial Regex Link();
}
