using System.Globalization;
using Platform.Calls;
using Platform.Channels;
using Platform.Identity;

namespace Platform.FreeSwitch;

/// <summary>Facts of a detail record, before its tenant is known.</summary>
/// <param name="Call">The leg.</param>
/// <param name="Direction">As the switch sees it.</param>
/// <param name="StartedAt">When it was created.</param>
/// <param name="AnsweredAt">When it was answered, or <c>null</c>.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Billable">From answer to end.</param>
/// <param name="Cause">Hang-up cause.</param>
/// <param name="OtherLeg">The leg it was bridged with, or <c>null</c>.</param>
/// <param name="Parameters">Variables and caller profile under the names they have in requests, for what is read from both.</param>
internal sealed record SwitchCdr(
    CallId Call,
    CallDirection Direction,
    DateTimeOffset StartedAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset EndedAt,
    TimeSpan Billable,
    string Cause,
    CallId? OtherLeg,
    SwitchParameters Parameters)
{
    private const int CauseLengthMax = 64;

    /// <summary>
    /// Understands variables and the caller profile that the call began with; <c>null</c> where id, times or direction are missing.
    /// </summary>
    /// <param name="call">The id in the request's address, used where the record has none.</param>
    /// <param name="variables">The channel's variables.</param>
    /// <param name="profile">The oldest caller profile: what was dialled before any transfer.</param>
    internal static SwitchCdr? Read(
        CallId? call, IEnumerable<KeyValuePair<string, string>> variables, IReadOnlyDictionary<string, string> profile)
    {
        var parameters = new SwitchParameters(
            variables.Select(pair => KeyValuePair.Create($"variable_{pair.Key}", pair.Value)).Concat(Caller(profile)));
        if ((CallId.TryParse(parameters["variable_uuid"], out var own) ? own : call) is not { } id
            || ReadTime(parameters, "start") is not { } started
            || ReadTime(parameters, "end") is not { } ended
            || ReadDirection(parameters["variable_direction"]) is not { } direction)
        {
            return null;
        }

        var answered = ReadTime(parameters, "answer");
        var cause = parameters["variable_hangup_cause"] ?? "UNSPECIFIED";
        return new SwitchCdr(
            id,
            direction,
            started,
            answered,
            ended < started ? started : ended,
            answered is { } from && ended > from ? ended - from : TimeSpan.Zero,
            cause.Length <= CauseLengthMax ? cause : cause[..CauseLengthMax],
            CallId.TryParse(parameters.First("variable_bridge_uuid", "variable_originating_leg_uuid"), out var other) ? other : null,
            parameters);
    }

    /// <summary>The record as the call's grain stores it.</summary>
    internal CallDetails ToDetails(ChannelId channel) => new(
        Call,
        CdrPrivacy.HidesNumber(Parameters) ? PeerKey.OfCall(Call.Value) : CallPeer.Read(Parameters, Call),
        channel,
        CallPeer.ReadDialled(Parameters),
        Direction,
        StartedAt,
        AnsweredAt,
        EndedAt,
        EndedAt - StartedAt,
        Billable,
        Cause,
        OtherLeg);

    private static IEnumerable<KeyValuePair<string, string>> Caller(IReadOnlyDictionary<string, string> profile) =>
        new (string Name, string Field)[]
        {
            ("Caller-Caller-ID-Number", "caller_id_number"),
            ("Caller-Caller-ID-Name", "caller_id_name"),
            ("Caller-Destination-Number", "destination_number"),
            ("Caller-RDNIS", "rdnis"),
            ("Caller-Context", "context"),
            ("Caller-Privacy-Hide-Number", "privacy_hide_number"),
            ("Caller-Privacy-Hide-Name", "privacy_hide_name"),
        }
        .Where(pair => profile.ContainsKey(pair.Field))
        .Select(pair => KeyValuePair.Create(pair.Name, profile[pair.Field]));

    private static CallDirection? ReadDirection(string? text) => text?.ToLowerInvariant() switch
    {
        "inbound" => CallDirection.Inbound,
        "outbound" => CallDirection.Outbound,
        _ => null,
    };

    // Microseconds where the record has them, seconds otherwise; 0 means never.
    private static DateTimeOffset? ReadTime(SwitchParameters parameters, string name) =>
        ReadNumber(parameters[$"variable_{name}_uepoch"], DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() * 1_000) is { } micros
            ? DateTimeOffset.UnixEpoch.AddMicroseconds(micros)
            : ReadNumber(parameters[$"variable_{name}_epoch"], DateTimeOffset.MaxValue.ToUnixTimeSeconds()) is { } seconds
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;

    private static long? ReadNumber(string? text, long max) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= max ? number : null;
}
