namespace Platform.Storage;

/// <summary>Brings the database to the schema that this code needs and checks that it is safe to use.</summary>
public interface IStorageSetup
{
    /// <summary>Creates or migrates the schema where configured to, then checks it. Repeating it changes nothing.</summary>
    /// <exception cref="StorageSetupException">The database must not be used as it is; the message says what to change.</exception>
    Task Prepare(CancellationToken cancellationToken);
}

/// <summary>The database must not be used as it is. The message is for the operator and says what to change.</summary>
public sealed class StorageSetupException : Exception
{
    /// <summary>Says what to change.</summary>
    public StorageSetupException(string message) : base(message) { }

    /// <summary>Says what to change, with the cause.</summary>
    public StorageSetupException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Made by tools that need a constructor without arguments.</summary>
    public StorageSetupException() { }
}
