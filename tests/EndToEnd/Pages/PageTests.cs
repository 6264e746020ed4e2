using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.Tests.Pages;

/// <summary>What people do in a browser: follow the links of their mails, sign in, look after their account.</summary>
public sealed class PageTests(BrowserPlatform platform) : IClassFixture<BrowserPlatform>
{
    private static readonly byte[] Pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    private const string Phrase = "a phrase that is mine";
    private const string Another = "another phrase of mine";

    [Fact]
    public async Task Who_is_invited_chooses_a_password_and_signs_in()
    {
        var (email, link) = await platform.Invited();
        var page = await platform.Page();
        await page.GotoAsync(link);
        await Expect(page).Not.ToHaveURLAsync(new Regex("#"));

        await Choose(page, Phrase, Another);
        await Expect(page.Locator("#welcome .message")).ToBeVisibleAsync();
        await Choose(page, Phrase, Phrase);
        await page.GetByRole(AriaRole.Status).GetByRole(AriaRole.Link).ClickAsync();
        await SignIn(page, email, "not the phrase");
        await Expect(page.Locator("#sign-in .message")).ToBeVisibleAsync();
        await SignIn(page, email, Phrase);

        await Expect(page.Locator("#name")).ToHaveTextAsync("Bia");
        await Expect(page.Locator("#email")).ToHaveTextAsync(email);

        var later = await platform.Page();
        await later.GotoAsync(link);
        await Choose(later, Phrase, Phrase);
        await Expect(later.Locator("#welcome .message")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task One_of_one_s_sessions_is_ended_from_another()
    {
        var email = await Member();
        var (here, there) = (await SignedIn(email), await SignedIn(email));
        await here.ReloadAsync();
        await Expect(here.Locator("#sessions tr")).ToHaveCountAsync(2);

        await here.Locator("#sessions button").ClickAsync();
        await Expect(here.Locator("#sessions tr")).ToHaveCountAsync(1);
        await there.ReloadAsync();
        await Expect(there.Locator("#sign-in")).ToBeVisibleAsync();

        await here.Locator("#sign-out").ClickAsync();
        await Expect(here.Locator("#sign-in")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_fails_is_told_and_can_be_tried_again_without_signing_in_anew()
    {
        var email = await Member();
        var (here, _) = (await SignedIn(email), await SignedIn(email));
        await here.RouteAsync("**/api/auth/me", route => route.FulfillAsync(new() { Status = 503 }));
        await here.ReloadAsync();
        await Expect(here.Locator("#trouble")).ToBeVisibleAsync();
        await Expect(here.Locator("#account")).ToBeHiddenAsync();

        await here.UnrouteAsync("**/api/auth/me");
        await here.Locator("#try-again").ClickAsync();
        await Expect(here.Locator("#sessions tr")).ToHaveCountAsync(2);
        await Expect(here.Locator("#trouble")).ToBeHiddenAsync();

        await here.RouteAsync("**/api/auth/sessions/*", route => route.AbortAsync());
        await here.Locator("#sessions button").ClickAsync();
        await Expect(here.Locator("#trouble")).ToBeVisibleAsync();
        await Expect(here.Locator("#sessions tr")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_the_link_of_a_mail_and_ends_every_session()
    {
        var (email, invitation) = await platform.Invited();
        await Join(invitation);
        var there = await SignedIn(email);

        var here = await platform.Page();
        await here.GotoAsync("sign-in");
        await here.Locator("a[href='/forgot']").ClickAsync();
        await here.Locator("#forgot input").FillAsync(email);
        await here.Locator("#forgot button").ClickAsync();
        await Expect(here.Locator(".done")).ToBeVisibleAsync();
        await here.GotoAsync(await platform.MailedLink(email, other: invitation));
        await Choose(here, Another, Another);
        await Expect(here.Locator(".done")).ToBeVisibleAsync();

        await there.ReloadAsync();
        await Expect(there.Locator("#sign-in")).ToBeVisibleAsync();
        await SignIn(there, email, Another);
        await Expect(there.Locator("#name")).ToHaveTextAsync("Bia");
    }

    [Fact]
    public async Task One_time_codes_are_set_up_by_image_or_secret_and_asked_for_from_then_on()
    {
        var email = await Member();
        var page = await SignedIn(email);
        await page.Locator("#begin").ClickAsync();
        await Expect(page.Locator("#secret")).ToHaveTextAsync(new Regex("^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$"));
        Assert.True(await page.Locator("#qr").EvaluateAsync<bool>("image => image.decode().then(() => image.naturalWidth > 0)"));

        await Confirm(page, "000000");
        await Expect(page.Locator("#codes .message")).ToBeVisibleAsync();
        await Confirm(page, Authenticator.CodeNow(await page.Locator("#secret").InnerTextAsync()));
        var recovery = await page.Locator("#recovery li").First.InnerTextAsync();

        await page.Locator("#sign-out").ClickAsync();
        await SignIn(page, email, Phrase);
        await page.Locator("#code input").FillAsync(recovery);
        await page.Locator("#sign-in button").ClickAsync();
        await Expect(page.Locator("#codes-remove")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Pages_look_as_the_company_wants_and_load_nothing_else_from_elsewhere()
    {
        await platform.Brand(new { name = "Clínica Azul", logo = "https://cdn.clinic.example/logo.png", primary = "#ffd400", accent = "#5b1a8c" });
        var page = await platform.Page();
        var refused = new List<string>();
        page.Console += (_, message) => { if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) { refused.Add(message.Text); } };
        await page.RouteAsync("https://cdn.clinic.example/**", route => route.FulfillAsync(new() { ContentType = "image/png", BodyBytes = Pixel }));
        await page.GotoAsync("sign-in");

        await Expect(page.Locator(".company img")).ToHaveAttributeAsync("alt", "Clínica Azul");
        Assert.True(await page.Locator(".company img").EvaluateAsync<bool>("image => image.decode().then(() => image.naturalWidth > 0)"));
        await Expect(page.Locator("#sign-in button")).ToHaveCSSAsync("background-color", "rgb(255, 212, 0)");
        await Expect(page.Locator("#sign-in button")).ToHaveCSSAsync("color", "rgb(0, 0, 0)");
        await Expect(page.Locator("a[href='/forgot']")).ToHaveCSSAsync("color", "rgb(91, 26, 140)");
        await Expect(page.Locator(".card")).ToHaveCSSAsync("border-top-color", "rgb(91, 26, 140)");
        Assert.Empty(refused);
    }

    private static async Task Confirm(IPage page, string code)
    {
        await page.Locator("#codes input").FillAsync(code);
        await page.Locator("#codes button").ClickAsync();
    }

    private async Task<string> Member()
    {
        var (email, link) = await platform.Invited();
        await Join(link);
        return email;
    }

    private async Task Join(string link)
    {
        var page = await platform.Page();
        await page.GotoAsync(link);
        await Choose(page, Phrase, Phrase);
        await Expect(page.Locator(".done")).ToBeVisibleAsync();
    }

    private async Task<IPage> SignedIn(string email)
    {
        var page = await platform.Page();
        await page.GotoAsync("sign-in");
        await SignIn(page, email, Phrase);
        await Expect(page.Locator("#name")).ToHaveTextAsync("Bia");
        return page;
    }

    private static async Task SignIn(IPage page, string email, string password)
    {
        await page.Locator("input[name=email]").FillAsync(email);
        await page.Locator("input[name=password]").FillAsync(password);
        await page.Locator("#sign-in button").ClickAsync();
    }

    private static async Task Choose(IPage page, string password, string again)
    {
        await page.Locator("input[name=password]").FillAsync(password);
        await page.Locator("input[name=again]").FillAsync(again);
        await page.Locator("form button").ClickAsync();
    }
}
