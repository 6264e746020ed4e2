namespace Platform.People;

/// <summary>Sends mail.</summary>
public interface IMailer
{
    /// <summary>Hands the mail over; completes when a server took it.</summary>
    /// <exception cref="MailUnavailableException">It was not taken; trying again later may help.</exception>
    /// <exception cref="MailRefusedException">It was not taken, and never will be: nobody has the address, or the server rejects the text.</exception>
    Task Send(Mail mail, CancellationToken cancellationToken);
}

/// <summary>A mail to one person.</summary>
/// <param name="To">The person.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
public sealed record Mail(EmailAddress To, string Subject, string Text)
{
    /// <summary>Leaves the content out.</summary>
    public override string ToString() => $"Mail {{ To = {To} }}";
}

/// <summary>A mail was not taken.</summary>
public sealed class MailUnavailableException : Exception
{
    /// <summary>Made by tools.</summary>
    public MailUnavailableException() { }

    /// <summary>Says what failed; never the mail's content.</summary>
    public MailUnavailableException(string message) : base(message) { }

    /// <summary>Says what failed, with the cause.</summary>
    public MailUnavailableException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>A server will not take a mail, whenever it is tried.</summary>
public sealed class MailRefusedException : Exception
{
    /// <summary>Made by tools.</summary>
    public MailRefusedException() { }

    /// <summary>Says why; never the mail's content.</summary>
    public MailRefusedException(string message) : base(message) { }

    /// <summary>Says why, with the cause.</summary>
    public MailRefusedException(string message, Exception innerException) : base(message, innerException) { }
}
