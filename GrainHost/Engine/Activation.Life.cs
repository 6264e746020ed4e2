using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>The phases of an activation, and how it begins.</summary>
internal sealed partial class Activation
{
    private Phase _phase;
    private bool _wasValid;

    private enum Phase : byte
    {
        Created,
        Activating,
        Valid,

        /// <summary>No request starts any more; those that run may end.</summary>
        Deactivating,
        Finishing,
        Gone,
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (this)
        {
            if (_phase is Phase.Deactivating or Phase.Finishing or Phase.Gone)
            {
                return;
            }
            Extras.Reason = deactivationReason;
            if (_phase == Phase.Activating)
            {
                // The one who activates sees the reason and goes on to the end. Its token is cancelled in its own turn, in
                // which it is also disposed.
                QueueAction(() => _extras!.Starting?.Cancel());
                return;
            }
            _wasValid = _phase == Phase.Valid;
            _phase = Phase.Deactivating;
            Wake();
        }
    }

    public void DelayDeactivation(TimeSpan time)
    {
        lock (this)
        {
            Extras.KeepUntil = time switch
            {
                _ when time == TimeSpan.MaxValue => long.MaxValue,
                _ when time <= TimeSpan.Zero => 0,
                _ => Engine.Now + (long)time.TotalMilliseconds,
            };
        }
    }

    /// <summary>Ends this activation if it has been idle for longer than the age.</summary>
    public bool CollectIfIdle(long now, long ageMs)
    {
        lock (this)
        {
            if (_phase != Phase.Valid || !IsInactive || now - _lastUsed < ageMs || _extras?.KeepUntil > now)
            {
                return false;
            }
        }
        Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "The activation has been idle."));
        return true;
    }

    /// <summary>True when the activation is valid already; otherwise the mailbox is looked at again when it is.</summary>
    private bool Begin()
    {
        ClearFlow();
        RequestContext.Values = _firstWaiting?.Context;
        try
        {
            _instance = _class.CreateInstance(this);
        }
        catch (Exception exception)
        {
            EngineLog.ConstructionFailed(Engine.Log, exception, GrainId);
            Abort(new InvalidOperationException(
                $"Error constructing grain instance of {_class.Shape.Type}: {exception.Message}", exception));
            return false;
        }
        if (!_class.Shape.HasActivation && _extras?.Lifecycle is null)
        {
            return Validate();
        }
        _ = BeginSlowly();
        return false;
    }

    private async Task BeginSlowly()
    {
        using var starting = new CancellationTokenSource(Engine.Collection.ActivationTimeout, Engine.Clock);
        Extras.Starting = starting;
        try
        {
            if (_extras!.Lifecycle is { } lifecycle)
            {
                await WithToken(lifecycle.Start(starting.Token), starting.Token);
            }
            if (_instance is IGrainBase grain)
            {
                await WithToken(grain.OnActivateAsync(starting.Token), starting.Token);
            }
        }
        catch (Exception exception)
        {
            EngineLog.ActivationFailed(Engine.Log, exception, GrainId);
            Abort(exception);
            return;
        }
        finally
        {
            Extras.Starting = null;
        }
        if (Validate())
        {
            lock (this)
            {
                Wake();
            }
        }
    }

    /// <summary>False when an end was asked for meanwhile.</summary>
    private bool Validate()
    {
        lock (this)
        {
            _phase = Phase.Valid;
            _lastUsed = Engine.Now;
            if (_extras is not { Reason.ReasonCode: not DeactivationReasonCode.None })
            {
                return true;
            }
            _wasValid = true;
            _phase = Phase.Deactivating;
            Wake();
            return false;
        }
    }

    /// <summary>The activation failed: everybody who waits is told, and the next call tries afresh.</summary>
    private void Abort(Exception failure)
    {
        lock (this)
        {
            Extras.Reason = new DeactivationReason(DeactivationReasonCode.ActivationFailed, failure, "Failed to activate grain.");
            _phase = Phase.Finishing;
        }
        _ = Finish(failure);
    }
}
