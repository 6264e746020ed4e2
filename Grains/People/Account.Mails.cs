using System.Collections.Immutable;
using Platform.Ids;
using Platform.Plans;

namespace Platform.People;

/// <summary>Mails that are owed, and when they are tried.</summary>
internal sealed partial record Account
{
    /// <summary>Mails owed at once; more than that is a flood that somebody makes.</summary>
    internal const int MailsMax = 10;

    /// <summary>The first wait after a failure: a mail server that restarts is back by then.</summary>
    internal static readonly TimeSpan MailAgainAfter = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait: a server that is repaired after days gets what is owed within this time.</summary>
    internal static readonly TimeSpan MailAgainMax = TimeSpan.FromHours(1);

    /// <summary>A mail that could not be sent for so long tells nothing any more.</summary>
    internal static readonly TimeSpan MailGivenUpAfter = TimeSpan.FromDays(3);

    /// <summary>Mails that were not sent yet, the oldest first.</summary>
    public ImmutableArray<OwedMail> Mails { get; init; } = [];

    /// <summary>When they are tried next; <c>null</c> when none is owed.</summary>
    public DateTimeOffset? MailsDueAt { get; init; }

    /// <summary>Tries since the last one that went well, or the last new mail.</summary>
    public int MailTries { get; init; }

    /// <summary>Mails that made room for newer ones and were never sent.</summary>
    public int MailsDropped { get; init; }

    /// <summary>The account owing one more, which is tried at once; so are those that wait.</summary>
    internal Account Owe(OwedMail mail) => this with
    {
        Mails = [.. Mails.Append(mail).TakeLast(MailsMax)],
        MailsDropped = MailsDropped + Math.Max(0, Mails.Length + 1 - MailsMax),
        MailsDueAt = mail.At,
        MailTries = 0,
    };

    /// <summary>Notices remembered; each is told once, also when it is brought again.</summary>
    internal const int ToldMax = 40;

    /// <summary>What the person was told about the company's plan.</summary>
    public ImmutableArray<PlanNotice> Told { get; init; } = [];

    /// <summary>The account owing a mail for each notice that it was not told.</summary>
    internal Account Tell(ImmutableArray<PlanNotice> notices, IIdSource ids, DateTimeOffset now)
    {
        var next = this;
        foreach (var notice in notices)
        {
            if (next.Told.Any(notice.IsSameAs)) { continue; }
            next = next.Owe(new OwedMail(ids.NewId(), MailKind.Plan, Link: null, Address: null, Device: null, now, notice)) with
            {
                Told = [.. next.Told.Append(notice).TakeLast(ToldMax)],
            };
        }
        return next;
    }

    /// <summary>The account whose mails are tried now; unless it is known that they were sent, they are tried again when this says.</summary>
    internal Account TryMails(DateTimeOffset now) =>
        this with { MailsDueAt = Mails.IsEmpty ? null : now + MailWait(MailTries), MailTries = MailTries + 1 };

    /// <summary>The account without a mail that was sent, or never will be.</summary>
    internal Account Settle(Guid mail)
    {
        var left = Mails.RemoveAll(each => each.Id == mail);
        return this with { Mails = left, MailsDueAt = left.IsEmpty ? null : MailsDueAt, MailTries = 0 };
    }

    /// <summary>The account that owes no mail.</summary>
    internal Account WithoutMails() => this with { Mails = [], MailsDueAt = null, MailTries = 0 };

    // 2^7 times the first wait is beyond the longest.
    private static TimeSpan MailWait(int tries)
    {
        var wait = MailAgainAfter * (1 << Math.Clamp(tries, 0, 7));
        return wait < MailAgainMax ? wait : MailAgainMax;
    }
}

/// <summary>A mail that is not sent yet. Links are signed when it is: nothing that opens a door is stored.</summary>
/// <param name="Id">The mail.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Link">The link in it, or <c>null</c>.</param>
/// <param name="Address">The network address that it tells of, or <c>null</c>.</param>
/// <param name="Device">The device that it tells of, or <c>null</c>.</param>
/// <param name="At">When it was owed.</param>
/// <param name="Notice">The notice that it tells, or <c>null</c>.</param>
internal sealed record OwedMail(
    Guid Id, MailKind Kind, OpenLink? Link, string? Address, string? Device, DateTimeOffset At, PlanNotice? Notice = null);

/// <summary>What a mail says.</summary>
internal enum MailKind
{
    Invitation,
    Reset,
    NewAddress,
    PasswordChanged,

    /// <summary>Something about the company's plan.</summary>
    Plan,
}
