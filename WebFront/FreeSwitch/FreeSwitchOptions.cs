using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Platform.FreeSwitch;

/// <summary>Section <c>FreeSwitch</c>: how calls are answered.</summary>
public sealed class FreeSwitchOptions
{
    /// <summary>
    /// Time for the credential check and the conversation's step together; what comes later is answered by the emergency document.
    /// Default: 1.5 seconds, so that with <see cref="SpeechBudget"/> a caller hears something within 2. A machine too
    /// slow for that may be given more, up to 20 seconds: callers hang up in a longer silence.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:20")]
    public TimeSpan StepBudget { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Time to render speech to a file; what is later is spoken by the switch this time. Default: 0.4 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan SpeechBudget { get; set; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Time to store a call detail record; then the switch is told to come back. Default: 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan RecordBudget { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The request parameter in which callers' answers come back; a profile with <c>enable-post-var</c> must list it. Default:
    /// <c>input</c>.
    /// </summary>
    [Required, RegularExpression("[A-Za-z_][A-Za-z0-9_]{0,40}")]
    public string InputParameter { get; set; } = "input";

    /// <summary>
    /// Speech engines that the exchanges have loaded. A prompt of another engine is not interrupted by keys, because a missing engine
    /// would then end the call. Default: <c>flite</c>.
    /// </summary>
    [Required]
    public IList<string> SpeakEngines { get; } = [];

    /// <summary>Engine for callers of no known company. Default: <c>flite</c>.</summary>
    [Required]
    public string DefaultEngine { get; set; } = "flite";

    /// <summary>Voice of <see cref="DefaultEngine"/>. Default: <c>kal</c>.</summary>
    [Required]
    public string DefaultVoice { get; set; } = "kal";

    /// <summary>Language for callers of no known company: <c>pt-BR</c> (default), <c>en</c> or <c>es</c>.</summary>
    [Required]
    public string DefaultLocale { get; set; } = "pt-BR";

    /// <summary>Who takes calls that cannot go on here and whose company names nobody. Default: none, such calls end politely.</summary>
    public string? OperatorExtension { get; set; }

    /// <summary>Dialplan context of transfers (needs the profile's permission <c>dial-set-context</c>). Default: the call's own.</summary>
    public string? TransferContext { get; set; }

    /// <summary>
    /// The exchanges' speech recogniser (mod_unimrcp, mod_vosk …), used where speech is played from files. Default: none.
    /// </summary>
    public string? AsrEngine { get; set; }

    /// <summary>Grammar of <see cref="AsrEngine"/>.</summary>
    public string? AsrGrammar { get; set; }

    /// <summary>
    /// Address under which exchanges reach this front, such as <c>http://10.0.0.5:5080</c>. Default: the one they called.
    /// </summary>
    public Uri? PublicUrl { get; set; }
}

[OptionsValidator]
internal sealed partial class FreeSwitchOptionsValidator : IValidateOptions<FreeSwitchOptions>;
