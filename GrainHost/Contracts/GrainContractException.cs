namespace Orleans.GrainHost;

/// <summary>A grain interface or class breaks a rule that the Orleans compiler would have refused.</summary>
#pragma warning disable CA1032 // It is thrown by the host only, always with a text.
public sealed class GrainContractException(string message) : Exception(message);
#pragma warning restore CA1032
