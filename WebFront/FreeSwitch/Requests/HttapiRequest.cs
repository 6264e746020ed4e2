using System.Globalization;
using Platform.Calls;

namespace Platform.FreeSwitch;

/// <summary>One request of mod_httapi.</summary>
/// <param name="Call">The call's id at the switch.</param>
/// <param name="IsExit">The channel has ended; no document follows.</param>
/// <param name="Input">What the caller did since our last document.</param>
/// <param name="BytesSent">Bytes of the documents that this call was given so far; 0 where the profile hides our parameter.</param>
/// <param name="Parameters">All of them.</param>
internal sealed record HttapiRequest(CallId Call, bool IsExit, CallInput Input, int BytesSent, SwitchParameters Parameters)
{
    private static readonly CallInput Invalid = new(CallInputKind.Invalid, "");

    /// <summary>Understands the parameters; <c>null</c> when they name no call.</summary>
    /// <param name="parameters">The request's parameters.</param>
    /// <param name="inputName">The parameter in which our prompts' answers come back.</param>
    internal static HttapiRequest? Read(SwitchParameters parameters, string inputName)
    {
        if (!CallId.TryParse(parameters["session_id"], out var call) && !CallId.TryParse(parameters["Caller-Unique-ID"], out call))
        {
            return null;
        }

        var isExit = string.Equals(parameters["exiting"], "true", StringComparison.OrdinalIgnoreCase);
        _ = int.TryParse(parameters[StickyParameters.Bytes], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes);
        return new HttapiRequest(call, isExit, ReadInput(parameters, inputName), bytes, parameters);
    }

    private static CallInput ReadInput(SwitchParameters parameters, string inputName) =>
        (parameters["input_type"]?.ToLowerInvariant(), parameters[inputName]) switch
        {
            ("dtmf", { } digits) when IsKeys(digits) => new(CallInputKind.Digits, digits),
            ("detected_speech", { } heard) => ReadWords(heard),

            // A profile with enable-post-var may pass the answer and hide its type.
            (null, { } digits) when IsKeys(digits) => new(CallInputKind.Digits, digits),
            (null, { } words) when words != "invalid" => ReadWords(words),

            // Something was asked and what came back is no answer: a wrong key, silence, or a profile that hides the answer.
            ({ }, _) or (_, { }) => Invalid,
            _ when parameters[StickyParameters.Asked] is not null => Invalid,
            _ => new(CallInputKind.None, ""),
        };

    private static CallInput ReadWords(string heard) =>
        RecognisedSpeech.Read(heard) is { Length: > 0 } words ? new(CallInputKind.Speech, words) : Invalid;

    private static bool IsKeys(string text) =>
        text.Length <= CallInput.ValueMax && text.All(c => char.IsAsciiDigit(c) || c is '*' or '#' or (>= 'A' and <= 'D'));
}
