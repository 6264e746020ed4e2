using System.Text.RegularExpressions;
using Platform.Channels;
using Platform.Hosts;
using Platform.Identity;
using Platform.People;
using Platform.Tenancy;

namespace Platform.Onboarding;

/// <summary>A company as the operator takes it in.</summary>
/// <param name="Slug">Name in hosts and commands.</param>
/// <param name="Name">The company's name.</param>
/// <param name="Sector">Its sector bot.</param>
/// <param name="Admin">The first administrator's e-mail address.</param>
/// <param name="AdminName">The administrator's name; without one, the address.</param>
/// <param name="WhatsApp">Its WhatsApp account, where it has one.</param>
/// <param name="Host">Its own domain, where it has one.</param>
/// <param name="Plan">The plan it subscribes to, where it does.</param>
/// <param name="Trial">Whether it begins with the plan's trial.</param>
/// <param name="Tier">How far its data is kept apart; shared unless said otherwise.</param>
/// <param name="Server">The database server of a dedicated one.</param>
/// <param name="Configuration">The rest of its configuration.</param>
public sealed record OnboardingForm(
    string? Slug,
    string? Name,
    string? Sector,
    string? Admin,
    string? AdminName,
    WhatsAppForm? WhatsApp,
    string? Host,
    string? Plan,
    bool? Trial,
    IsolationTier? Tier,
    string? Server,
    ConfigurationForm? Configuration);

/// <summary>A WhatsApp account.</summary>
/// <param name="Gateway"><c>evolution</c>.</param>
/// <param name="Instance">The instance's name at the gateway; without one, the slug.</param>
/// <param name="Number">The account's number.</param>
public sealed record WhatsAppForm(string? Gateway, string? Instance, string? Number);

/// <summary>Reads the form.</summary>
internal static partial class OnboardingForms
{
    private const int NameLengthMax = 200;
    private const int WordLengthMax = 60;

    internal static OnboardingRequest? Read(this OnboardingForm form, Uri front, HostsOptions hosts, FormReader read)
    {
        var company = new NewTenantForm(form.Slug, form.Name, form.Sector, form.Configuration).Read(read);
        var admin = read.Required<EmailAddress>("admin", form.Admin, "An e-mail address is name@domain.");
        var adminName = read.OptionalText("adminName", form.AdminName, NameLengthMax);
        var whatsApp = form.WhatsApp is { } asked ? ReadWhatsApp(asked, form.Slug, front, read) : null;
        var host = form.Host is { } domain ? ReadNewHost(domain, hosts, read) : null;
        var plan = read.OptionalText("plan", form.Plan, WordLengthMax);
        var server = read.OptionalText("server", form.Server, WordLengthMax);
        if (form.Tier is { } tier && !Enum.IsDefined(tier)) { read.Refuse("tier", "shared or dedicated."); }
        return company is null || read.HasErrors
            ? null
            : new OnboardingRequest(
                company, admin, adminName is { Length: > 0 } ? adminName : admin.Text, whatsApp, host, plan is { Length: > 0 } ? plan : null,
                form.Trial ?? false, form.Tier ?? IsolationTier.Shared, server is { Length: > 0 } ? server : null);
    }

    /// <summary>A company's own domain as the name that it claims, or <c>null</c> with the reason noted.</summary>
    internal static ChannelId? ReadHost(string domain, FormReader read)
    {
        var host = domain.Trim().TrimEnd('.').ToLowerInvariant();
        if (Domain().IsMatch(host) && ChannelId.TryParse($"host:{host}", out var name)) { return name; }
        read.Refuse("host", "A host is a domain name such as atendimento.clinic.example, at most 83 characters.");
        return null;
    }

    /// <summary>Like <see cref="ReadHost"/>, for a claim: one that could never be found is refused.</summary>
    internal static ChannelId? ReadNewHost(string domain, HostsOptions hosts, FormReader read)
    {
        if (ReadHost(domain, read) is not { } name) { return null; }
        if (!hosts.IsOurs(name.Value["host:".Length..])) { return name; }
        read.Refuse("host", $"{hosts.BaseDomain} and what is below it follow from the slugs; a host of the company's own lies elsewhere.");
        return null;
    }

    private static WhatsAppRequest? ReadWhatsApp(WhatsAppForm form, string? slug, Uri front, FormReader read)
    {
        if (form.Gateway is not (null or "evolution")) { read.Refuse("whatsApp.gateway", "evolution."); }
        // In the paths of webhooks and of the gateway dots alone would be the way up.
        if (form.Instance is "." or ".." || !ChannelId.TryParse($"evolution:{form.Instance ?? slug}", out var channel))
        {
            read.Refuse("whatsApp.instance", "At most 83 of letters, digits and _ - . : + @.");
            return null;
        }
        if (form.Number is null) { return new WhatsAppRequest(channel, Number: null, front); }
        if (PhoneNumbers.TryRead(form.Number, out var number)) { return new WhatsAppRequest(channel, number.Digits, front); }
        read.Refuse("whatsApp.number", "A telephone number with its country's code.");
        return null;
    }

    [GeneratedRegex(@"\A(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}\z")]
    private static partial Regex Domain();
}
