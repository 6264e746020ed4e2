using System.CommandLine;
using System.CommandLine.Parsing;

namespace Platform.Commands;

/// <summary>Options that take the address of a server.</summary>
internal static class AddressOption
{
    /// <summary>An option that takes an absolute http or https address; anything else is refused with an example.</summary>
    internal static Option<Uri?> Named(string name, string description) => new(name) { Description = description, CustomParser = Read };

    private static Uri? Read(ArgumentResult argument)
    {
        if (argument.Tokens is [var token] && Uri.TryCreate(token.Value, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
        {
            return address;
        }
        argument.AddError("Give an address such as http://localhost:5080.");
        return null;
    }
}
