using System.ComponentModel.DataAnnotations;

namespace Platform.People;

/// <summary>How passwords are hashed (<c>Passwords:*</c>).</summary>
public sealed class PasswordOptions
{
    /// <summary>
    /// Rounds of PBKDF2-HMAC-SHA512 for new hashes. Default: 210,000, which OWASP's password storage cheat sheet gives; a sign-in brings older
    /// hashes up to it.
    /// </summary>
    [Range(210_000, 10_000_000)] public int Iterations { get; set; } = 210_000;

    /// <summary>Threads that hash. Default: half of the processors, at least one.</summary>
    [Range(1, 64)] public int Workers { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Passwords that may wait for a thread; more are refused with 503. Default: 64, which one thread does in about 10 seconds.</summary>
    [Range(1, 10_000)] public int QueueMax { get; set; } = 64;
}

/// <summary>How mail goes out (<c>Mail:*</c>). Without a host it is written to files below the data directory.</summary>
public sealed class MailOptions
{
    /// <summary>The SMTP server, or <c>null</c> for files.</summary>
    public string? Host { get; set; }

    /// <summary>Its port. Default: 587.</summary>
    [Range(1, 65_535)] public int Port { get; set; } = 587;

    /// <summary>How the connection is secured. Default: by STARTTLS.</summary>
    [EnumDataType(typeof(MailSecurity))] public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>
    /// SHA-256 of the server's certificate in hexadecimal digits, where nobody vouches for it. Default: none; it must be good for the host.
    /// </summary>
    [RegularExpression(@"\A[0-9A-Fa-f]{64}\z")] public string? CertificateSha256 { get; set; }

    /// <summary>User name, or <c>null</c> where the server asks for none.</summary>
    public string? User { get; set; }

    /// <summary>Password of the user.</summary>
    public string? Password { get; set; }

    /// <summary>The sender's address. Default: <c>no-reply@</c> and the base domain.</summary>
    [EmailAddress] public string? From { get; set; }

    /// <summary>How long a server may take. Default: 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")] public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>How a connection to a mail server is secured (RFC 8314).</summary>
public enum MailSecurity
{
    /// <summary>Not at all: for a server on the same machine.</summary>
    None,

    /// <summary>By STARTTLS (RFC 3207), as on port 587; a server that does not offer it gets nothing.</summary>
    StartTls,

    /// <summary>From the first byte, as on port 465.</summary>
    Implicit,
}
