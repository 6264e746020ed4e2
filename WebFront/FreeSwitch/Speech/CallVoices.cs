using Microsoft.Extensions.Options;
using Platform.Calls;
using Platform.Speech;
using Platform.Tenancy;

namespace Platform.FreeSwitch;

/// <summary>Decides who speaks a reply: a rendered file that is there in time, or the switch.</summary>
internal sealed class CallVoices(
    Lazy<ClipShelf> shelf, IOptions<FreeSwitchOptions> options, IOptions<SpeechOptions> speech, TimeProvider clock)
{
    internal const string ClipPath = "/freeswitch/audio";

    /// <summary>The voice for a reply of a company.</summary>
    /// <param name="company">The company, or <c>null</c> where it is not known.</param>
    /// <param name="reply">What is to be said.</param>
    /// <param name="front">This front's address as the switch knows it.</param>
    internal async Task<SpeechVoice> Choose(TenantProfile? company, CallReply reply, Uri front)
    {
        var text = SpokenText.Clean(reply.Speech);
        if (speech.Value.Mode != SpeechMode.Espeak || company is null || text.Length == 0)
        {
            return OfSwitch(company);
        }

        var order = new SpeechOrder(text, reply.Locale, company.Voice.Name, speech.Value.SampleRate);
        using var budget = new CancellationTokenSource(options.Value.SpeechBudget, clock);
        try
        {
            var id = shelf.Value.IdOf(company.Id, order);
            await shelf.Value.Render(id, order, budget.Token);
            return new SpeechVoice.File(new Uri(options.Value.PublicUrl ?? front, $"{ClipPath}/{id.Text}.wav"));
        }
        catch (Exception failure) when (
            failure is OperationCanceledException or SpeechUnavailableException or IOException or UnauthorizedAccessException)
        {
            return OfSwitch(company);
        }
    }

    /// <summary>The switch's own voice.</summary>
    internal SpeechVoice OfSwitch(TenantProfile? company)
    {
        var (engine, voice) = company?.Voice is { Engine.Length: > 0 } own
            ? (own.Engine, own.Name)
            : (Default.DefaultEngine, Default.DefaultVoice);
        return new SpeechVoice.Switch(engine, voice, Default.SpeakEngines.Contains(engine, StringComparer.OrdinalIgnoreCase));
    }

    private FreeSwitchOptions Default => options.Value;
}
