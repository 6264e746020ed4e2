namespace Platform.FreeSwitch;

/// <summary>What a document needs beside the reply.</summary>
/// <param name="Voice">How speech sounds.</param>
/// <param name="Sticky">What comes back with the next request; <c>null</c> where the call has no tenant.</param>
/// <param name="BytesSent">Bytes of the call's earlier documents.</param>
/// <param name="OperatorExtension">Who takes the call when it cannot go on here, or <c>null</c>.</param>
/// <param name="Style">The installation's settings.</param>
internal sealed record CallDocumentContext(
    SpeechVoice Voice, StickyParameters? Sticky, int BytesSent, string? OperatorExtension, CallDocumentStyle Style);

/// <summary>Settings of an installation's documents.</summary>
/// <param name="InputName">The parameter in which answers come back.</param>
/// <param name="TransferContext">Dialplan context of transfers, or <c>null</c> for the call's own.</param>
/// <param name="Recogniser">The switch's speech recogniser, or <c>null</c>.</param>
internal sealed record CallDocumentStyle(string InputName, string? TransferContext, SpeechRecogniser? Recogniser);

/// <summary>A speech recogniser of the switch.</summary>
internal sealed record SpeechRecogniser(string Engine, string Grammar);

/// <summary>How speech sounds. A closed set.</summary>
internal abstract record SpeechVoice
{
    private SpeechVoice() { }

    /// <summary>The switch speaks.</summary>
    /// <param name="Engine">Its speech engine.</param>
    /// <param name="Name">A voice of it.</param>
    /// <param name="IsKnown">The operator stated that the switch has the engine; a prompt that keys may interrupt needs that.</param>
    internal sealed record Switch(string Engine, string Name, bool IsKnown) : SpeechVoice;

    /// <summary>The switch plays a file that is known to be there.</summary>
    /// <param name="Url">Its absolute address.</param>
    internal sealed record File(Uri Url) : SpeechVoice;
}
