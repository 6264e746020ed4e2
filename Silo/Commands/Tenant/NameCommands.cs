using System.CommandLine;

namespace Platform.Commands.Tenant;

/// <summary><c>tenant claim</c> and <c>tenant release</c>: the outside names that lead to a company.</summary>
internal static class NameCommands
{
    private static readonly (Option<string[]> Option, string Path)[] Kinds =
    [
        (new("--host") { Description = "A domain of its pages." }, "hosts"),
        (new("--number") { Description = "A telephone number that is dialled." }, "numbers"),
        (new("--sip-domain") { Description = "The domain of its exchange." }, "sip-domains"),
    ];

    internal static Command Claim() => Each("claim", "Lead hosts, numbers and SIP domains to a company.", HttpMethod.Put);

    internal static Command Release() => Each("release", "Lead hosts, numbers and SIP domains to a company no longer.", HttpMethod.Delete);

    private static Command Each(string name, string description, HttpMethod method) => OperatorAccess.As(
        name, description, [OperatorAccess.Tenant, .. Kinds.Select(kind => kind.Option)], async (parse, client, cancellationToken) =>
        {
            var paths = Kinds
                .SelectMany(kind => (parse.GetValue(kind.Option) ?? []).Select(value => $"{kind.Path}/{OperatorClient.PathPart(value)}"))
                .ToArray();
            if (paths.Length == 0) { throw new OperatorException("Give --host, --number or --sip-domain."); }

            var id = await client.Find(parse.GetValue(OperatorAccess.Tenant)!, cancellationToken);
            foreach (var path in paths)
            {
                TenantScreen.Show(await client.Call(method, $"api/admin/tenants/{id}/{path}", body: null, cancellationToken));
            }
        });
}
