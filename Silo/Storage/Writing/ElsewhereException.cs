namespace Platform.Storage;

/// <summary>The tenant's data is not written in this database, or not now: nothing was done, and where it is must be asked anew.</summary>
internal sealed class ElsewhereException : Exception
{
    public ElsewhereException() : base("The tenant's data is not written in this database now.") { }

    public ElsewhereException(string message) : base(message) { }

    public ElsewhereException(string message, Exception innerException) : base(message, innerException) { }
}
