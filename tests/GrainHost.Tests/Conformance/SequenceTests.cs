namespace Platform.Tests.Conformance;

public sealed class SequenceTests(EngineFixture engine)
{
    private static long _keys = 1_000_000;
    private readonly string _page = Guid.NewGuid().ToString("N");
    private readonly long _key = Interlocked.Increment(ref _keys);

    private ICallGrain Grain => engine.Grains.GetGrain<ICallGrain>(_key);

    [Theory, InlineData(0), InlineData(1), InlineData(250)]
    public async Task A_sequence_is_read_to_its_end_in_order(int count)
    {
        var read = new List<int>();
        await foreach (var number in Grain.Numbers(count))
        {
            read.Add(number);
        }
        Assert.Equal(Enumerable.Range(0, count), read);
    }

    [Fact]
    public async Task The_size_of_batches_may_be_chosen()
    {
        var read = new List<int>();
        await foreach (var number in Grain.Numbers(10).WithBatchSize(3))
        {
            read.Add(number);
        }
        Assert.Equal(Enumerable.Range(0, 10), read);
    }

    [Fact]
    public async Task A_sequences_exception_reaches_its_reader()
    {
        var read = new List<int>();
        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await foreach (var number in Grain.FailingNumbers(3).WithBatchSize(1))
            {
                read.Add(number);
            }
        });
        Assert.Equal([0, 1, 2], read);
    }

    [Fact]
    public async Task A_sequence_that_is_left_early_is_disposed_in_its_grain()
    {
        await foreach (var number in Grain.Endless(_page))
        {
            if (number == 2)
            {
                break;
            }
        }
        await Soon.Is(() => Journal.Of(_page).Contains("disposed"), "the iterator is disposed");
    }

    [Fact]
    public async Task Other_calls_run_while_a_sequence_is_being_read()
    {
        await foreach (var number in Grain.Endless(_page))
        {
            await Grain.Warm();
            if (number == 3)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task A_reader_that_is_cancelled_stops()
    {
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var number in Grain.Endless(_page).WithCancellation(source.Token))
            {
                if (number == 1)
                {
                    await source.CancelAsync();
                }
            }
        });
    }

    [Fact]
    public async Task A_deactivation_aborts_the_sequences_of_the_grain()
    {
        await Assert.ThrowsAsync<EnumerationAbortedException>(async () =>
        {
            await foreach (var number in Grain.Endless(_page).WithBatchSize(1))
            {
                if (number == 1)
                {
                    await Grain.End();
                }
            }
        });
    }
}
