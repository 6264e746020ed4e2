using Platform.Storage;

namespace Platform.Secrets;

/// <summary>Seals every data key under the current master key.</summary>
internal static class KeyRotation
{
    /// <summary>
    /// Key by key, each in a commit of its own: interrupted, it goes on where it was, since keys that are done are left alone.
    /// </summary>
    public static async Task<(int Anew, int All)> Run(DataKeys keys, ITenantIds tenants, CancellationToken cancellationToken)
    {
        var anew = await keys.SealAnew(null, cancellationToken) ? 1 : 0;
        var all = 1;
        await foreach (var tenant in tenants.All(cancellationToken))
        {
            anew += await keys.SealAnew(tenant, cancellationToken) ? 1 : 0;
            all++;
        }
        return (anew, all);
    }
}
