using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Platform.Tenancy;

/// <summary>A tenant as the operator asks for it; what is not given is the platform's default.</summary>
/// <param name="Slug">Name in hosts and commands, such as <c>drmarco</c>.</param>
/// <param name="Name">The company's name.</param>
/// <param name="Sector">Its sector bot.</param>
/// <param name="Configuration">The rest.</param>
public sealed record NewTenantForm(string? Slug, string? Name, string? Sector, ConfigurationForm? Configuration);

/// <summary>Another name.</summary>
public sealed record RenameForm(string? Name);

/// <summary>Why a tenant is suspended: short, free of personal data.</summary>
public sealed record SuspensionForm(string? Reason);

/// <summary>What is to change of a configuration; what is not given stays.</summary>
/// <param name="Sector">The sector bot.</param>
/// <param name="Locale"><c>pt-BR</c>, <c>en</c> or <c>es</c>.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Hours">Opening hours and holidays.</param>
/// <param name="Faq">All of the company's own answers.</param>
/// <param name="Address">Street address; empty removes it.</param>
/// <param name="Voice">How it answers the telephone.</param>
/// <param name="Branding">How it looks; a member that is not given is the platform's.</param>
public sealed record ConfigurationForm(
    string? Sector, string? Locale, string? TimeZone, HoursForm? Hours, FaqForm?[]? Faq, string? Address, VoiceForm? Voice, BrandingForm? Branding);

/// <summary>Opening hours of a normal week, and the days that differ.</summary>
public sealed record HoursForm(SpanForm?[]? Week, HolidayForm?[]? Holidays);

/// <summary>One span of opening; a close at or before the opening is on the following day.</summary>
public sealed record SpanForm(DayOfWeek? Day, TimeOnly? From, TimeOnly? To);

/// <summary>A day that differs; without spans it is closed all day.</summary>
public sealed record HolidayForm(DateOnly? Date, string? Name, SpanForm?[]? Open);

/// <summary>An answer of the company's own, to a question in several wordings.</summary>
public sealed record FaqForm(string?[]? Questions, string? Answer);

/// <summary>How it answers the telephone.</summary>
public sealed record VoiceForm(string? Engine, string? Name, string? TransferTo);

/// <summary>How it looks to its own people.</summary>
public sealed record BrandingForm(string? Name, string? Logo, string? Primary, string? Accent);

/// <summary>Reads the forms.</summary>
internal static partial class TenantForms
{
    private const string VoiceRule = "1 to 64 of letters, digits and _ . + -.";
    private const string TransferRule = "An extension or number: at most 32 of letters, digits and * # + . _ -.";

    internal static NewTenant? Read(this NewTenantForm form, FormReader read)
    {
        var slug = read.Required<Slug>("slug", form.Slug, Slug.Rule);
        var name = read.Required<TenantName>("name", form.Name, TenantName.Rule);
        var sector = read.RequiredText("sector", form.Sector, SectorLengthMax);
        var configuration = form.Configuration?.Read(read) ?? new TenantConfiguration();
        return read.HasErrors ? null : new NewTenant(slug, name, sector, configuration with { Sector = null });
    }

    internal static TenantConfiguration Read(this ConfigurationForm form, FormReader read) => new(
        read.OptionalText("sector", form.Sector, SectorLengthMax),
        read.Optional<Locale>("locale", form.Locale, Locale.Rule),
        read.Optional<ZoneName>("timeZone", form.TimeZone, ZoneName.Rule),
        form.Hours is { } hours ? ReadHours(hours, read) : null,
        form.Faq is { } faq ? [.. read.List("faq", faq, TenantConfiguration.FaqMax).Select(entry => ReadFaq(entry, read))] : null,
        read.OptionalText("address", form.Address, TenantConfiguration.AddressLengthMax),
        form.Voice is { } voice ? ReadVoice(voice, read) : null,
        form.Branding is { } branding ? ReadBranding(branding, read) : null);

    private const int SectorLengthMax = 40;
    private const int HolidayNameMax = 100;

    private static BusinessHours ReadHours(HoursForm form, FormReader read) => new(
        ReadSpans("hours.week", form.Week, read),
        [
            .. read.List("hours.holidays", form.Holidays ?? [], TenantConfiguration.HolidaysMax).Select(holiday => ReadHoliday(holiday, read)),
        ]);

    // Its spans are of its own day, whatever they say.
    private static Holiday ReadHoliday(HolidayForm form, FormReader read)
    {
        var date = read.Given("hours.holidays.date", form.Date);
        var open = form.Open?.Select(span => span is null ? null : span with { Day = date.DayOfWeek }).ToArray();
        return new Holiday(
            date, read.RequiredText("hours.holidays.name", form.Name, HolidayNameMax), ReadSpans("hours.holidays.open", open, read));
    }

    private static ImmutableArray<OpeningHours> ReadSpans(string member, SpanForm?[]? spans, FormReader read)
    {
        var known = read.List(member, spans ?? [], TenantConfiguration.SpansMax);
        return
        [
            .. known.Select(span => new OpeningHours(
                read.Given($"{member}.day", span.Day), read.Given($"{member}.from", span.From), read.Given($"{member}.to", span.To))),
        ];
    }

    private static FaqEntry ReadFaq(FaqForm form, FormReader read)
    {
        var questions = read.List("faq.questions", form.Questions ?? [], TenantConfiguration.QuestionsMax);
        if (questions.Length == 0) { read.Refuse("faq.questions", "At least one question."); }
        return new FaqEntry(
            [.. questions.Select(question => read.RequiredText("faq.questions", question, TenantConfiguration.QuestionLengthMax))],
            read.RequiredText("faq.answer", form.Answer, TenantConfiguration.AnswerLengthMax));
    }

    private static VoiceProfile ReadVoice(VoiceForm form, FormReader read)
    {
        if (!VoiceWord().IsMatch(form.Engine ?? "")) { read.Refuse("voice.engine", VoiceRule); }
        if (!VoiceWord().IsMatch(form.Name ?? "")) { read.Refuse("voice.name", VoiceRule); }
        var transferTo = form.TransferTo is { Length: > 0 } target ? target : null;
        if (transferTo is not null && !TransferTarget().IsMatch(transferTo)) { read.Refuse("voice.transferTo", TransferRule); }
        return new VoiceProfile(form.Engine ?? "", form.Name ?? "", transferTo);
    }

    private static Branding ReadBranding(BrandingForm form, FormReader read) => new(
        read.Optional<TenantName>("branding.name", form.Name, TenantName.Rule),
        read.Optional<LogoUrl>("branding.logo", form.Logo, LogoUrl.Rule),
        read.Optional<Colour>("branding.primary", form.Primary, Colour.Rule),
        read.Optional<Colour>("branding.accent", form.Accent, Colour.Rule));

    [GeneratedRegex(@"\A[A-Za-z0-9_.+\-]{1,64}\z")]
    private static partial Regex VoiceWord();

    [GeneratedRegex(@"\A[A-Za-z0-9*#+._\-]{1,32}\z")]
    private static partial Regex TransferTarget();
}
