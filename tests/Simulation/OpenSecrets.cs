using System.Text;
using Platform.Secrets;
using Platform.Tenancy;

namespace Platform.Tests.Simulation;

/// <summary>Seals nothing: what is simulated keeps no secrets.</summary>
internal sealed class OpenSecrets : ISecretProtector
{
    public Task<byte[]> Protect(TenantId? tenant, string purpose, string secret, CancellationToken cancellationToken) =>
        Task.FromResult(Encoding.UTF8.GetBytes(secret));

    public Task<string> Unprotect(TenantId? tenant, string purpose, byte[] sealedSecret, CancellationToken cancellationToken) =>
        Task.FromResult(Encoding.UTF8.GetString(sealedSecret));
}
