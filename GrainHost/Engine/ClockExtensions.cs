namespace Orleans.GrainHost.Engine;

/// <summary>Timers of the host itself.</summary>
internal static class ClockExtensions
{
    extension(TimeProvider clock)
    {
        /// <summary>A timer, not yet armed, that carries no async local of the code which makes it.</summary>
        public ITimer CreateCleanTimer(Action callback)
        {
            if (ExecutionContext.IsFlowSuppressed())
            {
                return clock.Create(callback);
            }
            using (ExecutionContext.SuppressFlow())
            {
                return clock.Create(callback);
            }
        }

        private ITimer Create(Action callback) =>
            clock.CreateTimer(static action => ((Action)action!)(), callback, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
