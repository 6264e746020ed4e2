using Microsoft.Extensions.Options;
using Platform.Calls;
using Platform.Tenancy;

namespace Platform.FreeSwitch;

/// <summary>Makes the documents of calls, also when hardly anything is known of them.</summary>
internal sealed class CallDocuments(CallVoices voices, CompanyCache companies, IOptions<FreeSwitchOptions> options)
{
    private readonly CallDocumentStyle _style = new(
        options.Value.InputParameter,
        options.Value.TransferContext,
        options.Value is { AsrEngine: { Length: > 0 } engine, AsrGrammar: { Length: > 0 } grammar }
            ? new SpeechRecogniser(engine, grammar)
            : null);

    /// <summary>The reply of the company's conversation.</summary>
    internal async Task<byte[]> Reply(CallReply reply, TenantProfile company, StickyParameters sticky, int bytesSent, Uri front)
    {
        var voice = await voices.Choose(company, reply, front);
        return CallDocumentRenderer.Render(reply, new(voice, sticky, bytesSent, OperatorOf(company), _style));
    }

    /// <summary>To a person where there is one, otherwise a polite end. Needs nothing but memory.</summary>
    internal byte[] Emergency(TenantId? tenant, int bytesSent)
    {
        var company = tenant is { } id ? companies.LastKnown(id) : null;
        return Static(Texts(company).Emergency(OperatorOf(company)), company, bytesSent);
    }

    /// <summary>To a caller whom nobody here may answer.</summary>
    internal byte[] Refusal(TenantProfile? company, int bytesSent) => Static(Texts(company).Refusal(), company, bytesSent);

    private byte[] Static(CallReply reply, TenantProfile? company, int bytesSent) =>
        CallDocumentRenderer.Render(reply, new(voices.OfSwitch(company), Sticky: null, bytesSent, OperatorOf(company), _style));

    private PhoneTexts Texts(TenantProfile? company) => PhoneTexts.Of(company?.Locale ?? options.Value.DefaultLocale);

    private string? OperatorOf(TenantProfile? company) => company?.Voice.TransferTo ?? options.Value.OperatorExtension;
}
