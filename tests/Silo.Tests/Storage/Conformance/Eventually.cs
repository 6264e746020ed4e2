using System.Diagnostics;

namespace Platform.Tests.Storage;

/// <summary>Waits for what another thread or process brings about.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static async Task Holds(Func<Task<bool>> condition)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(waited.Elapsed < Deadline, "The condition did not come to hold in time.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
