using Platform.Calls;
using Platform.Channels;

namespace Platform.FreeSwitch;

/// <summary>The exchange that a request was proven to come from.</summary>
/// <param name="User">Its user name.</param>
/// <param name="Scope">The tenants it covers.</param>
/// <param name="CheckTook">How much of the request's time the check of its credential took.</param>
internal sealed record PbxCaller(string User, PbxScope Scope, TimeSpan CheckTook)
{
    /// <summary>The channel of calls that no domain or number names.</summary>
    internal ChannelId Channel => ChannelId.Parse($"pbx:{User}");

    /// <summary>The exchange of a request that passed authentication.</summary>
    internal static PbxCaller Of(HttpContext context) =>
        context.Features.Get<PbxCaller>()
            ?? throw new InvalidOperationException("The end point is not behind the exchanges' authentication.");
}
