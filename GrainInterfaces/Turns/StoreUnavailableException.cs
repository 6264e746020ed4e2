namespace Platform.Turns;

/// <summary>The database cannot be reached or is too slow; trying again later may help.</summary>
[GenerateSerializer, Alias("store-unavailable")]
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Made by serializers.</summary>
    public StoreUnavailableException() { }

    /// <summary>Says what was tried.</summary>
    public StoreUnavailableException(string message) : base(message) { }

    /// <summary>Says what was tried, with the cause.</summary>
    public StoreUnavailableException(string message, Exception innerException) : base(message, innerException) { }
}
