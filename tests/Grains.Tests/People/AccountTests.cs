using Platform.Ids;
using Platform.People;
using Platform.Plans;

namespace Platform.Tests.People;

public sealed class AccountTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(5, 0)]
    [InlineData(6, 1)]
    [InlineData(7, 2)]
    [InlineData(10, 16)]
    [InlineData(16, 900)]
    [InlineData(1_000_000, 900)]
    public void Waits_double_up_to_the_longest(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Throttle.WaitAfter(failures, Throttle.FreeFailures));

    [Fact]
    public void What_strangers_do_together_outlives_a_flood_of_addresses_and_is_bounded()
    {
        var throttle = Throttle.Empty;
        for (var index = 0; index < 500; index++)
        {
            throttle = throttle.Failed(Throttle.LanesOf(From($"10.0.{index / 250}.{index % 250}"), []), Noon);
        }
        Assert.Equal(Throttle.LanesMax, throttle.Lanes.Length);
        Assert.Equal(Throttle.WaitMax, throttle.WaitFor(Throttle.LanesOf(From("203.0.113.1"), []), Noon));

        var known = new KnownPlace("203.0.113.1", null, Noon);
        Assert.Equal(TimeSpan.Zero, throttle.WaitFor(Throttle.LanesOf(From("203.0.113.1"), [known]), Noon));
    }

    [Fact]
    public void A_program_at_a_browser_s_address_does_not_make_the_browser_a_stranger()
    {
        byte[] device = [1, 2, 3];
        var session = new Session(Guid.Empty, SessionKind.Browser, [], null, Noon, Noon, Noon, Noon, "203.0.113.1", "");
        var account = new Account { Name = "Ana", Role = Role.Agent }
            .Begin(session, device, Noon)
            .Begin(session, deviceHash: null, Noon.AddMinutes(1))
            .Know("203.0.113.1", Noon.AddMinutes(2));
        var elsewhere = From("198.51.100.1") with { DeviceHash = device };
        Assert.False(Throttle.IsStranger(Throttle.LanesOf(elsewhere, account.Places)));
        Assert.Equal(2, account.Places.Length);
    }

    [Fact]
    public void Sessions_places_links_and_mails_are_bounded()
    {
        var account = new Account { Name = "Ana", Role = Role.Agent };
        for (var index = 0; index < 100; index++)
        {
            var at = Noon.AddSeconds(index);
            var hash = BitConverter.GetBytes(index);
            account = account
                .Begin(new Session(new Guid(index, 0, 0, new byte[8]), SessionKind.Api, hash, null, at, at, at, at, $"10.0.0.{index}", ""), hash, at)
                .Open(new OpenLink(Guid.Empty, LinkPurpose.Reset, at.AddHours(1)), at)
                .Owe(new OwedMail(Guid.Empty, MailKind.Reset, null, null, null, at));
        }
        Assert.Equal(Account.SessionsMax, account.Sessions.Length);
        Assert.Equal("10.0.0.99", account.Sessions[^1].Address);
        Assert.Equal(Account.PlacesMax, account.Places.Length);
        Assert.Equal(Account.LinksMax, account.Links.Length);
        Assert.Equal(Account.MailsMax, account.Mails.Length);
        Assert.Equal(100 - Account.MailsMax, account.MailsDropped);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("aaaaaaaaaaaaaa")]
    [InlineData("1234567890")]
    [InlineData("anasouza12345")]
    [InlineData("")]
    public void A_password_that_is_guessed_first_is_refused(string password) =>
        Assert.False(PasswordRules.IsGood(password, EmailAddress.Parse("anasouza@clinic.example")));

    [Theory]
    [InlineData("pt-BR", "convidado")]
    [InlineData("en", "invited")]
    [InlineData("es", "invitaron")]
    [InlineData("fr", "convidado")]
    public void Mails_speak_the_company_s_language(string locale, string word)
    {
        foreach (var kind in Enum.GetValues<MailKind>().Where(kind => kind != MailKind.Plan))
        {
            var (subject, text) = Written(new OwedMail(Guid.Empty, kind, null, "203.0.113.9", "Firefox {0}", Noon), locale);
            Assert.Contains("Clínica", subject, StringComparison.Ordinal);
            Assert.Contains("Ana {1}", text, StringComparison.Ordinal);
            if (kind == MailKind.Invitation) { Assert.Contains(word, text, StringComparison.Ordinal); }
        }
    }

    [Theory]
    [InlineData("pt-BR", "conversas", "suspenso")]
    [InlineData("en", "conversations", "suspended")]
    [InlineData("es", "conversaciones", "suspendi")]
    public void Mails_about_the_plan_speak_it_too(string locale, string conversations, string suspended)
    {
        foreach (var kind in Enum.GetValues<PlanNoticeKind>())
        {
            foreach (var meter in kind is PlanNoticeKind.LimitNear or PlanNoticeKind.LimitReached ? Enum.GetValues<Meter>() : [Meter.Conversations])
            {
                var notice = new PlanNotice(kind, November, meter, LimitAction.BotOff, Noon);
                var (subject, text) = Written(new OwedMail(Guid.Empty, MailKind.Plan, null, null, null, Noon, notice), locale);
                Assert.StartsWith("Clínica: ", subject, StringComparison.Ordinal);
                Assert.Contains("Ana {1}", text, StringComparison.Ordinal);
                Assert.Contains("2026-11", text, StringComparison.Ordinal);
                if (meter == Meter.Conversations && kind == PlanNoticeKind.LimitNear) { Assert.Contains(conversations, text, StringComparison.Ordinal); }
                if (kind == PlanNoticeKind.Suspended) { Assert.Contains(suspended, text, StringComparison.Ordinal); }
            }
        }
    }

    [Fact]
    public void A_mail_is_tried_at_once_then_less_and_less_often_and_a_new_one_at_once_again()
    {
        var account = new Account { Name = "Ana", Role = Role.Agent }.Owe(Owed(Noon));
        Assert.Equal(Noon, account.MailsDueAt);
        var waits = new List<double>();
        for (var (now, tries) = (Noon, 0); tries < 10; tries++)
        {
            account = account.TryMails(now);
            waits.Add((account.MailsDueAt!.Value - now).TotalSeconds);
            now = account.MailsDueAt.Value;
        }
        Assert.Equal([30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600, 3_600], waits);

        var another = account.Owe(Owed(Noon.AddDays(1)));
        Assert.Equal(Noon.AddDays(1), another.MailsDueAt);
        Assert.Null(another.Settle(another.Mails[0].Id).Settle(another.Mails[1].Id).MailsDueAt);
        Assert.Equal(Noon.AddDays(1), another.Settle(another.Mails[0].Id).MailsDueAt);
    }

    [Fact]
    public void A_notice_is_told_once_of_each_kind_month_and_meter()
    {
        PlanNotice near = new(PlanNoticeKind.LimitNear, November, Meter.Messages, LimitAction.BotOff, Noon);
        PlanNotice[] others =
            [near with { Kind = PlanNoticeKind.LimitReached }, near with { Period = November.Next }, near with { Meter = Meter.Conversations }];
        var account = new Account { Name = "Ana", Role = Role.TenantAdmin }.Tell([near], new Ids(), Noon);

        Assert.Single(account.Mails);
        Assert.Same(account, account.Tell([near with { At = Noon.AddDays(1) }], new Ids(), Noon.AddDays(1)));
        Assert.Equal(4, account.Tell([near, .. others], new Ids(), Noon).Mails.Length);
    }

    private static (string Subject, string Text) Written(OwedMail owed, string locale) =>
        MailTexts.Write(owed, "Ana {1}", new MailSender("Clínica", "x", locale), "https://link");

    private static OwedMail Owed(DateTimeOffset at) => new(Guid.NewGuid(), MailKind.Reset, null, null, null, at);

    private static BillingPeriod November => BillingPeriod.Parse("2026-11");

    private sealed class Ids : IIdSource
    {
        public Guid NewId() => Guid.NewGuid();
    }

    private static SignInAttempt From(string address) => new("", null, SessionKind.Browser, [], null, address, "");
}
