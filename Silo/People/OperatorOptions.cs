using System.ComponentModel.DataAnnotations;

namespace Platform.People;

/// <summary>The first of the operator's people (<c>Operator:*</c>).</summary>
public sealed class OperatorOptions
{
    /// <summary>The address that the operator signs in with. Default: <c>operator@platform.example</c>.</summary>
    [EmailAddress] public string Email { get; set; } = "operator@platform.example";

    /// <summary>The password that the account is made with, where it is missing; from then on the account's own counts. No default.</summary>
    [MinLength(10)] public string? Password { get; set; }
}
