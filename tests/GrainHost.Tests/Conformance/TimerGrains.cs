namespace Platform.Tests.Conformance;

[Alias("test.timer")]
public interface ITimerGrain : IGrainWithStringKey
{
    [Alias("start")]
    Task Start(TimeSpan due, TimeSpan period);

    [Alias("form")]
    Task StartForm(int form);

    [Alias("busy")]
    Task StartAndBeBusy(TimeSpan due, bool interleave, string gate);

    [Alias("fail")]
    Task StartFailing();

    [Alias("stop")]
    Task Stop();

    [Alias("ticks")]
    Task<int> Ticks();

    [Alias("end")]
    Task End();

    [Alias("change")]
    Task ChangeInTick();

    [Alias("outside")]
    Task<bool> ThrowsOutsideItsTurn();
}

[GrainType("test.timer")]
public sealed class TimerGrain : Grain, ITimerGrain
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Once = Timeout.InfiniteTimeSpan;
    private IGrainTimer? _timer;
    private int _ticks;

    private string Page => this.GetPrimaryKeyString();

    public Task Start(TimeSpan due, TimeSpan period)
    {
        RequestContext.Set("starter", "test");
        _timer = this.RegisterGrainTimer(Tick, due, period);
        return Task.CompletedTask;
    }

    public Task StartForm(int form)
    {
        var options = new GrainTimerCreationOptions(Short, Once);
        _timer = form switch
        {
            0 => this.RegisterGrainTimer((text, token) => Note(text), "0", options),
            1 => this.RegisterGrainTimer(token => Note("1"), options),
            2 => this.RegisterGrainTimer(() => Note("2"), options),
            3 => this.RegisterGrainTimer(Note, "3", options),
            4 => this.RegisterGrainTimer((text, token) => Note(text), "4", Short, Once),
            5 => this.RegisterGrainTimer(token => Note("5"), Short, Once),
            6 => this.RegisterGrainTimer(() => Note("6"), Short, Once),
            _ => this.RegisterGrainTimer(Note, "7", Short, Once),
        };
        return Task.CompletedTask;
    }

    public async Task StartAndBeBusy(TimeSpan due, bool interleave, string gate)
    {
        _timer = this.RegisterGrainTimer(
            () => Note("tick"), new GrainTimerCreationOptions(due, Once) { Interleave = interleave });
        Journal.Add(Page, "busy");
        await Gate.Wait(gate);
        Journal.Add(Page, "free");
    }

    public Task StartFailing()
    {
        _timer = this.RegisterGrainTimer(
            () =>
            {
                _ticks++;
                throw new InvalidOperationException($"tick of {Page}");
            },
            Short, Short);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public Task<int> Ticks() => Task.FromResult(_ticks);

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task ChangeInTick()
    {
        _timer = this.RegisterGrainTimer(
            () =>
            {
                // The second tick would be an hour away, were it not for the change.
                _timer!.Change(Short, Once);
                return Note($"tick {++_ticks}");
            },
            Short, TimeSpan.FromHours(1));
        return Task.CompletedTask;
    }

    public async Task<bool> ThrowsOutsideItsTurn()
    {
        try
        {
            await Task.Run(() => GrainFactory.GetGrain<ITimerGrain>("x"));
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private Task Tick()
    {
        _ticks++;
        return Note($"tick, context {RequestContext.Get("starter") ?? "empty"}");
    }

    private Task Note(string text)
    {
        Journal.Add(Page, text);
        return Task.CompletedTask;
    }
}
