using System.Globalization;
using Platform.Channels;
using Platform.Gateways;
using Platform.Tenancy;

namespace Platform.Benchmarks.Hosts;

/// <summary>
/// A gateway that accepts at once, or, while it is paused, answers nobody: then channels send nothing and only turns are measured.
/// </summary>
internal sealed class BenchGateway : IMessageGateway
{
    private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _accepted;

    /// <summary>Messages accepted so far.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Accepts from here on.</summary>
    public void Resume() => _open.TrySetResult();

    /// <summary>Answers nobody from here on.</summary>
    public void Pause() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<SendResult> SendText(TenantId tenant, ChannelId channel, string to, string text, CancellationToken cancellationToken)
    {
        await _open.Task.WaitAsync(cancellationToken);
        var id = Interlocked.Increment(ref _accepted).ToString("X20", CultureInfo.InvariantCulture);
        return new SendResult.Accepted(ProviderMessageId.Parse(id));
    }
}
