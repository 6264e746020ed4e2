using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.GrainHost.Engine;

/// <summary>The request that a tick is.</summary>
internal sealed partial class GrainTimer
{
    private sealed class Tick : Request
    {
        private static readonly GrainMethod TickMethod = new(
            typeof(IGrainTimerInvoker).GetMethod(nameof(IGrainTimerInvoker.InvokeCallbackAsync))!);
        private static readonly GrainInterfaceType TickInterface = GrainInterfaceType.Create("Orleans.Runtime.IGrainTimerInvoker");

        private readonly GrainTimer _timer;

        public Tick(GrainTimer timer)
            : base(TickMethod, [])
        {
            _timer = timer;
            Sender = timer._activation.GrainId;
        }

        public override bool IsOneWay => true;

        public override bool AlwaysInterleaves => _timer._options.Interleave;

        public override bool KeepsAlive => _timer._options.KeepAlive;

        public override bool IsLocalOnly => true;

        public override GrainInterfaceType InterfaceType => TickInterface;

        public override object? Promise => null;

        public override Task Completion => Task.CompletedTask;

        /// <summary>The name by which filters know it, as on Orleans.</summary>
        public override string GetInterfaceName() => nameof(IGrainTimerInvoker);

        public override Task? Run(Activation activation)
        {
            var running = _timer.Run();
            return running.IsCompletedSuccessfully ? null : Await(running);
        }

        public override async ValueTask<Response> Invoke()
        {
            try
            {
                await _timer.Run();
                return Response.Completed;
            }
            catch (Exception exception)
            {
                return Response.FromException(exception);
            }
        }

        public override void Answer(Response response)
        {
        }

        public override bool Fail(Exception exception) => false;

        /// <summary>A host that stops takes no calls for grains that are not in memory: what ticks had begun goes on after the next start.</summary>
        public override void LogFailure(ILogger log, GrainId callee, Exception exception)
        {
            if (exception is SiloUnavailableException)
            {
                EngineLog.TickCutShort(log, exception, callee);
            }
            else
            {
                EngineLog.TickFailed(log, exception, callee);
            }
        }

        private async Task Await(Task running)
        {
            try
            {
                await running;
            }
            catch (Exception exception)
            {
                LogFailure(_timer._activation.Engine.Log, _timer._activation.GrainId, exception);
            }
        }
    }
}
