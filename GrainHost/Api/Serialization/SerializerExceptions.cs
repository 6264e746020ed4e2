namespace Orleans.Serialization;

/// <summary>A value cannot travel.</summary>
[GenerateSerializer]
public class SerializerException : Exception
{
    public SerializerException()
    {
    }

    public SerializerException(string message)
        : base(message)
    {
    }

    public SerializerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A type in a grain's signature can neither be copied nor sent.</summary>
[GenerateSerializer]
#pragma warning disable CA1032 // The one constructor that Orleans has.
public sealed class CodecNotFoundException(string message) : SerializerException(message);
#pragma warning restore CA1032
