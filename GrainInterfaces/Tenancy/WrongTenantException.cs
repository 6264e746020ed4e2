namespace Platform.Tenancy;

/// <summary>A grain was called for another tenant than its own, or for none. Callers see it as "no such resource".</summary>
[GenerateSerializer, Alias("wrong-tenant")]
public sealed class WrongTenantException : Exception
{
    /// <summary>Made by serializers.</summary>
    public WrongTenantException() { }

    /// <summary>Names the interface and method refused; never the data.</summary>
    public WrongTenantException(string message) : base(message) { }

    /// <summary>Names the interface and method refused, with the cause.</summary>
    public WrongTenantException(string message, Exception innerException) : base(message, innerException) { }
}
