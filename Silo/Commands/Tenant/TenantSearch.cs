using Microsoft.Extensions.DependencyInjection;
using Platform.Tenancy;

namespace Platform.Commands.Tenant;

/// <summary>Finds a company in the installation's database by what a person types.</summary>
internal static class TenantSearch
{
    private const int PageMax = 500;

    /// <summary>The company with this slug or id.</summary>
    /// <exception cref="InvalidDataException">There is none with this slug.</exception>
    internal static async Task<TenantId> Find(IServiceProvider services, string name, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(name, out var id)) { return new TenantId(id); }

        var list = services.GetRequiredService<ITenantList>();
        for (var after = ""; await list.After(after, PageMax, cancellationToken) is { Length: > 0 } page; after = page[^1].Slug)
        {
            foreach (var tenant in page)
            {
                if (tenant.Slug == name) { return tenant.Id; }
            }
        }
        throw new InvalidDataException($"There is no tenant {name}.");
    }
}
