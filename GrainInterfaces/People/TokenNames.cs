namespace Platform.People;

/// <summary>What tokens say of themselves; those who sign and those who verify agree on it.</summary>
public static class TokenNames
{
    /// <summary>Who signed.</summary>
    public const string Issuer = "platform";

    /// <summary>The audience of tokens for the operator's own end points; that of others is the tenant's id.</summary>
    public const string OperatorAudience = "operator";

    /// <summary>The type of access tokens (RFC 9068).</summary>
    public const string AccessType = "at+jwt";

    /// <summary>The type of the tokens of links.</summary>
    public const string LinkType = "link+jwt";

    /// <summary>Longest token that is looked at.</summary>
    public const int LengthMax = 2_048;

    /// <summary>A role as tokens name it.</summary>
    public static string NameOf(Role role) => role switch
    {
        Role.Agent => "agent",
        Role.TenantAdmin => "tenant_admin",
        Role.SuperAdmin => "super_admin",
        _ => throw new InvalidOperationException($"Role {role} has no name."),
    };
}
