using System.Diagnostics;

namespace Platform.Tests.Harness;

/// <summary>Waits for what must come, by looking again and again.</summary>
internal static class Eventually
{
    /// <summary>Long enough for a busy machine; what works takes a fraction of it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(25);

    /// <summary>Completes as soon as the condition holds; fails with what was awaited and what <paramref name="instead"/> tells.</summary>
    internal static async Task Holds(string what, Func<Task<bool>> condition, Func<Task<string>>? instead = null)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waited.Elapsed > Patience)
            {
                Assert.Fail($"This did not come within {Patience}: {what}. {(instead is null ? "" : await instead())}");
            }
            await Task.Delay(LookAgain, TestContext.Current.CancellationToken);
        }
    }

    internal static Task Holds(string what, Func<bool> condition) => Holds(what, () => Task.FromResult(condition()));
}
