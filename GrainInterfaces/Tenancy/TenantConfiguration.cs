using System.Collections.Immutable;

namespace Platform.Tenancy;

/// <summary>What is to change of a company's configuration; a member that is <c>null</c> leaves what stands.</summary>
/// <param name="Sector">The sector bot it uses from its next conversations on.</param>
/// <param name="Locale">Its customers' language.</param>
/// <param name="TimeZone">Its time zone.</param>
/// <param name="Hours">When people are there to answer, with holidays.</param>
/// <param name="Faq">All of the company's own answers; an empty list removes them.</param>
/// <param name="Address">Street address; empty removes it.</param>
/// <param name="Voice">How it answers the telephone.</param>
/// <param name="Branding">How it looks.</param>
[GenerateSerializer, Immutable, Alias("tenant-configuration")]
public sealed record TenantConfiguration(
    string? Sector = null,
    Locale? Locale = null,
    ZoneName? TimeZone = null,
    BusinessHours? Hours = null,
    ImmutableArray<FaqEntry>? Faq = null,
    string? Address = null,
    VoiceProfile? Voice = null,
    Branding? Branding = null)
{
    /// <summary>Answers of its own that a company may have: people read them in a list, and every turn searches them.</summary>
    public const int FaqMax = 200;

    /// <summary>Wordings of one question.</summary>
    public const int QuestionsMax = 20;

    /// <summary>Longest wording of a question.</summary>
    public const int QuestionLengthMax = 300;

    /// <summary>Longest answer: one message.</summary>
    public const int AnswerLengthMax = 2_000;

    /// <summary>Longest street address.</summary>
    public const int AddressLengthMax = 300;

    /// <summary>Spans of opening in a week: four a day.</summary>
    public const int SpansMax = 28;

    /// <summary>Holidays: some years of them.</summary>
    public const int HolidaysMax = 200;
}
