using System.Diagnostics;
using System.Text.Json;

namespace Platform.Benchmarks.Load;

/// <summary>The load generator's process: a plan per line in, a result per line out.</summary>
internal static class LoadWorker
{
    // The first moments, in which connections are made and queues fill, are not counted.
    private const double RampShare = 0.15;

    // Goes on from plan to plan: short warm-ups would otherwise meet the same first customers again and again, and the measurement new ones.
    private static long _sent;

    public static async Task<int> Run(Stream input, Stream output)
    {
        using var lines = new StreamReader(input);
        await using var answers = new StreamWriter(output) { AutoFlush = true };
        while (await lines.ReadLineAsync() is { } line)
        {
            var result = await new Execution(JsonSerializer.Deserialize<LoadPlan>(line)!).Run();
            await answers.WriteLineAsync(JsonSerializer.Serialize(result));
        }
        return 0;
    }

    private sealed class Execution(LoadPlan plan)
    {
        private readonly List<double> _times = [];
        private long _start;
        private int _failed;
        private string? _firstFailure;

        private double Ramp => plan.Seconds * RampShare;

        private double Elapsed => Stopwatch.GetElapsedTime(_start).TotalSeconds;

        public async Task<LoadResult> Run()
        {
            var connections = Enumerable.Range(0, plan.Connections).Select(_ => new LoadConnection()).ToList();
            foreach (var connection in connections) { await connection.Connect(plan.Port); }
            _start = Stopwatch.GetTimestamp();
            await Task.WhenAll(connections.Select((connection, index) => Task.Run(() => Loop(connection, index))));
            foreach (var connection in connections) { connection.Dispose(); }
            _times.Sort();
            return new LoadResult(_times.Count, _failed, plan.Seconds - Ramp, At(0.5), At(0.99), _firstFailure);
        }

        private double At(double share) => _times.Count == 0 ? 0 : _times[(int)Math.Min(_times.Count - 1, _times.Count * share)];

        private async Task Loop(LoadConnection connection, int index)
        {
            var requests = plan.Templates.Select(template => new PreparedRequest(template)).ToArray();
            var times = new List<double>();
            var id = Guid.Empty;
            for (var k = 0L; ; k++)
            {
                var due = plan.PerSecond > 0 ? (index + k * plan.Connections) / plan.PerSecond : Elapsed;
                var freeAt = Elapsed;
                if (due > freeAt) { await Task.Delay(TimeSpan.FromSeconds(due - freeAt)); }
                if (Elapsed >= plan.Seconds) { break; }

                // One that waited for its connection counts from when it was due.
                var from = freeAt > due ? due : Elapsed;
                var failure = await connection.Send(Request(requests, index, k, ref id));
                var until = Elapsed;
                if (failure is not null) { Count(failure); }
                else if (until >= Ramp && until < plan.Seconds) { times.Add((until - from) * 1_000); }
            }
            lock (_times) { _times.AddRange(times); }
        }

        private ReadOnlyMemory<byte> Request(PreparedRequest[] requests, int index, long k, ref Guid id)
        {
            if (plan.OneIdPerPass)
            {
                if (k % requests.Length == 0) { id = Guid.NewGuid(); }
                return requests[k % requests.Length].With(plan.Numbers[index], id);
            }
            var counter = Interlocked.Increment(ref _sent);
            return requests[counter % requests.Length].With(plan.Numbers[counter], Guid.NewGuid());
        }

        private void Count(string failure)
        {
            Interlocked.Increment(ref _failed);
            Interlocked.CompareExchange(ref _firstFailure, failure, null);
        }
    }
}
