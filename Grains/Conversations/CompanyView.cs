using Platform.Bots;
using Platform.Dialogue;
using Platform.Tenancy;

namespace Platform.Conversations;

/// <summary>The company as a turn sees it: its profile and the bots it may use.</summary>
internal sealed record CompanyView(TenantProfile Profile, BotLibrary Bots)
{
    /// <summary>The bot that a session began with, or the sector's newest for a new session.</summary>
    public BotDefinition BotFor(DialogueSession? session) =>
        session is not null && Bots.Find(session.Bot) is { } pinned ? pinned : Bots.Newest(Profile.Sector);

    /// <summary>The session, where its bot is still there to continue it.</summary>
    public DialogueSession? Usable(DialogueSession? session) => session is not null && Bots.Find(session.Bot) is not null ? session : null;

    /// <summary>What the dialogue may know.</summary>
    public DialogueContext Context(Medium medium, string? contactName, DateTimeOffset now) => new(
        medium,
        Profile.Name,
        contactName,
        Profile.Locale,
        TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(Profile.TimeZone)),
        Profile.Hours,
        Profile.Faq,
        Profile.Address,
        TransferAvailable: Profile.Voice.TransferTo is not null);
}
