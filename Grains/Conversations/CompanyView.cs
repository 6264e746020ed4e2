using Platform.Bots;
using Platform.Dialogue;
using Platform.Plans;
using Platform.Tenancy;

namespace Platform.Conversations;

/// <summary>The company as a turn sees it: its profile, the bots it may use, and what its plan lets it do.</summary>
internal sealed record CompanyView(TenantProfile Profile, BotLibrary Bots, PlanStanding Standing)
{
    /// <summary>Its time zone.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Profile.TimeZone);

    /// <summary>The bot that a session began with, or the sector's newest for a new session.</summary>
    public BotDefinition BotFor(DialogueSession? session) =>
        session is not null && Bots.Find(session.Bot) is { } pinned ? pinned : Bots.Newest(Profile.Sector);

    /// <summary>The session, where its bot is still there to continue it.</summary>
    public DialogueSession? Usable(DialogueSession? session) => session is not null && Bots.Find(session.Bot) is not null ? session : null;

    /// <summary>The moment on its clocks.</summary>
    public DateTimeOffset LocalTime(DateTimeOffset now) => TimeZoneInfo.ConvertTime(now, Zone);

    /// <summary>What the dialogue may know.</summary>
    public DialogueContext Context(Medium medium, string? contactName, DateTimeOffset now) => new(
        medium,
        Profile.Name,
        contactName,
        Profile.Locale,
        LocalTime(now),
        Profile.Hours,
        Profile.Faq,
        Profile.Address,
        TransferAvailable: Profile.Voice.TransferTo is not null);
}
