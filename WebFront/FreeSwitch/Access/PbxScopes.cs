using Platform.Auth;
using Platform.Calls;
using Platform.Channels;

namespace Platform.FreeSwitch;

/// <summary>Checks credentials of exchanges.</summary>
internal sealed class PbxScopes(IGrainFactory grains, TimeProvider clock)
{
    private readonly ProvenCredentials<PbxScope> _proven = new(clock);

    /// <summary>The exchange's scope, or <c>null</c> when the credential is wrong or no exchange can have it.</summary>
    internal async ValueTask<PbxScope?> Authenticate(BasicCredential credential, CancellationToken cancellationToken) =>
        ChannelId.TryParse($"pbx:{credential.User}", out _)
            ? await _proven.Authenticate(
                credential, token => grains.Pbx(credential.User).Authenticate(credential.Password, token), cancellationToken)
            : null;
}
