using System.Net;
using System.Text.RegularExpressions;
using Platform.Pages;
using Platform.Tenancy;
using Platform.Tests.People;

namespace Platform.Tests.Pages;

/// <summary>The pages that people meet: behind the links of mails, when they sign in, and where there is nothing.</summary>
public sealed partial class PageTests
{
    private const string Host = "drmarco.localhost";
    private const string Ana = "ana@clinic.example";

    [Fact]
    public void Every_language_has_the_same_texts()
    {
        var names = PageFiles.Texts[PageFiles.Languages[0]].Keys.Order();
        foreach (var language in PageFiles.Languages)
        {
            Assert.Equal(names, PageFiles.Texts[language].Keys.Order());
            Assert.DoesNotContain(PageFiles.Texts[language].Values, string.IsNullOrWhiteSpace);
        }
    }

    [Fact]
    public void Every_page_is_whole_in_every_language()
    {
        foreach (var language in PageFiles.Languages)
        {
            foreach (var (page, template) in PagesEndpoints.All)
            {
                var html = PageText.Render(template, language, PageLooks.Platform, PagesEndpoints.Values(page, language, "A & B <c>"));
                Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
                Assert.Contains("A &amp; B &lt;c&gt;", html, StringComparison.Ordinal);
                Assert.Contains($"<html lang=\"{language}\">", html, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("#0a7cff", null, "--on-act: #000", null)]
    [InlineData("#0b5fc0", null, "--on-act: #fff", "--link: #0b5fc0")]
    [InlineData("#ffd400", "#5b1a8c", "--on-act: #000", "--link: #5b1a8c")]
    [InlineData(null, "#ffd400", null, null)]
    public void A_company_s_colours_are_used_where_they_can_be_read(string? primary, string? accent, string? onAct, string? link)
    {
        var branding = new Branding(
            null, null, primary is null ? null : Colour.Parse(primary), accent is null ? null : Colour.Parse(accent));
        var own = PageLooks.Of(branding).Style[PageFiles.Style.Length..];
        Assert.Equal(primary is not null, own.Contains($"--act: {primary};", StringComparison.Ordinal));
        Assert.Equal(accent is not null, own.Contains($"--accent: {accent};", StringComparison.Ordinal));
        Assert.Equal(onAct, Declared(own, "--on-act"));
        Assert.Equal(link, Declared(own, "--link"));
    }

    [Fact]
    public void Of_other_sites_a_page_may_load_from_the_logo_s_alone()
    {
        var looks = PageLooks.Of(Branding.None with { Logo = LogoUrl.Parse("https://cdn.clinic.example/a;b/logo.png?x=\"><script>") });
        Assert.Contains("img-src data: https://cdn.clinic.example:443; form-action", looks.Policy, StringComparison.Ordinal);
        Assert.Contains("img-src data:; form-action", PageLooks.Platform.Policy, StringComparison.Ordinal);
        var html = PageText.Render("sign-in", "en", looks, new Dictionary<string, string> { ["title"] = "t", ["company"] = "A \"B\"" });
        Assert.Contains("alt=\"A &quot;B&quot;\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"><script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_use_only_texts_that_there_are()
    {
        foreach (var script in (string[])["pages.js", "account.js", "call.js"])
        {
            foreach (Match used in TextUsed().Matches(PageFiles.Read(script)))
            {
                Assert.Contains(used.Groups[1].Value, PageFiles.Texts["en"].Keys);
            }
        }
    }

    [Fact]
    public async Task The_link_of_an_invitation_leads_to_a_page_of_the_company_in_its_language()
    {
        await using var front = await WholeFront.Start();
        await front.Person(await front.Company("drmarco"), Ana);
        using var admin = await front.SignedIn(Host, Ana);
        await admin.Post("/api/people", new { email = "bia@clinic.example", name = "Bia", role = "agent" });
        var mail = await front.Mailed("bia@clinic.example", text => text.Contains('#', StringComparison.Ordinal));
        var link = new Uri(Link().Match(mail).Value);

        using var browser = Reader(front, link.Host, "en");
        var page = await browser.Get(link.AbsolutePath);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.Status, page.ContentType));
        Assert.Contains("drmarco", page.Text, StringComparison.Ordinal);
        Assert.Contains(PageFiles.Texts["pt-BR"]["welcome.title"], page.Text, StringComparison.Ordinal);
        foreach (Match script in ScriptUsed().Matches(page.Text))
        {
            Assert.Equal((HttpStatusCode.OK, "text/javascript"), await Kind(browser, script.Groups[1].Value));
        }
    }

    [Theory]
    [InlineData("en", "Page not found")]
    [InlineData("es-AR, en;q=0.5", "Página no encontrada")]
    [InlineData("fr", "Página não encontrada")]
    public async Task Where_there_is_nothing_a_reader_is_told_so_in_the_browser_s_language_whosever_host_it_is(string languages, string told)
    {
        await using var front = await WholeFront.Start();
        await front.Company("drmarco");
        var there = await Reader(front, Host, languages).Get("/nowhere");
        var nobody = await Reader(front, "nobody.localhost", languages).Get("/sign-in");
        Assert.Equal((HttpStatusCode.NotFound, there.Text), (nobody.Status, nobody.Text));
        Assert.Contains($"<h1>{WebUtility.HtmlEncode(told)}</h1>", nobody.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_page_is_one_s_own_account_and_it_says_whether_one_time_codes_are_set_up()
    {
        await using var front = await WholeFront.Start();
        await front.Person(await front.Company("drmarco"), Ana);
        Assert.Equal(HttpStatusCode.Redirect, (await front.At(Host).Get("/")).Status);

        using var browser = await front.SignedIn(Host, Ana);
        Assert.False((await browser.Get("/api/auth/me")).Json.GetProperty("hasCodes").GetBoolean());
        var begun = await browser.Post("/api/auth/codes");
        Assert.StartsWith("data:image/png;base64,", begun.Json.GetProperty("image").GetString(), StringComparison.Ordinal);
    }

    private static string? Declared(string style, string name) =>
        Regex.Match(style, $"{name}: [^;]+") is { Success: true } found ? found.Value : null;

    private static Browser Reader(WholeFront front, string host, string languages)
    {
        var browser = front.At(host);
        browser.Headers["Accept"] = "text/html,*/*;q=0.8";
        browser.Headers["Accept-Language"] = languages;
        return browser;
    }

    private static async Task<(HttpStatusCode Status, string? ContentType)> Kind(Browser browser, string path)
    {
        var reply = await browser.Get(path);
        return (reply.Status, reply.ContentType);
    }

    [GeneratedRegex("""(?:text\(|type: )"([a-z.-]+)"\)?""")]
    private static partial Regex TextUsed();

    [GeneratedRegex(@"https?://[^\s#]+")]
    private static partial Regex Link();

    [GeneratedRegex("src=\"(/[^\"]+)\"")]
    private static partial Regex ScriptUsed();
}
