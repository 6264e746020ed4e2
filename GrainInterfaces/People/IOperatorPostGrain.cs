namespace Platform.People;

/// <summary>
/// Which of the operator's people are owed mail, and when it is tried (key: 0). It is to them what alarms are to a company's people.
/// </summary>
[Alias("operator-post")]
public interface IOperatorPostGrain : IGrainWithIntegerKey
{
    /// <summary>Looks for what is due from here on.</summary>
    [Alias("start")]
    Task Start(CancellationToken cancellationToken);

    /// <summary>Notes durably that a person is owed mail, and when it is tried.</summary>
    [Alias("owe")]
    Task Owe(EmailAddress email, DateTimeOffset due, CancellationToken cancellationToken);

    /// <summary>Notes that a person is owed nothing any more.</summary>
    [Alias("settle")]
    Task Settle(EmailAddress email, CancellationToken cancellationToken);
}
