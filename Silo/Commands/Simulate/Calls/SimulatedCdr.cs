using System.Globalization;
using System.Text.Json;

namespace Platform.Commands.Simulate.Calls;

/// <summary>The detail record that mod_json_cdr writes of a call, with its default of percent-encoded variables.</summary>
internal static class SimulatedCdr
{
    internal static string Write(SimulatedSwitch exchange, string call, DateTimeOffset startedAt, DateTimeOffset endedAt, string cause)
    {
        var variables = exchange.Variables(call).ToDictionary(pair => pair.Key, pair => SimulatedSwitch.Encode(pair.Value));
        variables["hangup_cause"] = cause;
        foreach (var (name, at) in new[] { ("start", startedAt), ("answer", startedAt), ("end", endedAt) })
        {
            variables[$"{name}_epoch"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            var micros = (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            variables[$"{name}_uepoch"] = micros.ToString(CultureInfo.InvariantCulture);
        }

        var seconds = (endedAt.ToUnixTimeSeconds() - startedAt.ToUnixTimeSeconds()).ToString(CultureInfo.InvariantCulture);
        variables["duration"] = seconds;
        variables["billsec"] = seconds;

        var parameters = exchange.CallerParameters(call).ToDictionary(pair => pair.Key, pair => pair.Value);
        return JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["core-uuid"] = call,
            ["switchname"] = "simulated-pbx",
            ["channel_data"] = new { state = "CS_REPORTING", direction = "inbound" },
            ["variables"] = variables,
            ["callflow"] = new[]
            {
                new
                {
                    dialplan = "XML",
                    profile_index = "1",
                    caller_profile = new
                    {
                        caller_id_name = parameters["Caller-Caller-ID-Name"],
                        caller_id_number = parameters["Caller-Caller-ID-Number"],
                        destination_number = exchange.Dialled,
                        uuid = call,
                        context = parameters["Caller-Context"],
                    },
                },
            },
        });
    }
}
