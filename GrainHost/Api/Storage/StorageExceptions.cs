using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>The stored state is not the one that the grain has read. If it leaves a grain call, the activation ends.</summary>
[GenerateSerializer]
public class InconsistentStateException : OrleansException
{
    public InconsistentStateException()
    {
    }

    public InconsistentStateException(string message)
        : base(message)
    {
    }

    public InconsistentStateException(string message, Exception? innerException)
        : base(message, innerException!)
    {
    }

    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : this(errorMsg, storedEtag, currentEtag, null)
    {
    }

    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException!)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    public InconsistentStateException(string? storedEtag, string? currentEtag, Exception storageException)
        : this(storageException.Message, storedEtag, currentEtag, storageException)
    {
    }

    [Id(1)] public string? StoredEtag { get; private set; }

    [Id(2)] public string? CurrentEtag { get; private set; }

    /// <summary>False once an activation has ended because of it: those that pass it on are not at fault.</summary>
    [Id(0)] internal bool IsSourceActivation { get; set; } = true;
}

/// <summary>A storage that a grain asks for is not registered.</summary>
[GenerateSerializer]
public sealed class BadProviderConfigException : OrleansException
{
    public BadProviderConfigException()
    {
    }

    public BadProviderConfigException(string msg)
        : base(msg)
    {
    }

    public BadProviderConfigException(string msg, Exception exc)
        : base(msg, exc)
    {
    }
}
