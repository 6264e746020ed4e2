using Microsoft.Extensions.Options;
using Platform.FairShare;
using Platform.Tenancy;

namespace Platform.FreeSwitch;

/// <summary>
/// Lets the requests of calls in, company by company. Callers wait at a gate of their own: what a company's customers write keeps nobody on
/// the line waiting.
/// </summary>
internal sealed class CallGate(IOptions<FairShareOptions> options, TimeProvider clock)
{
    private readonly FairGate _gate = new(options, clock);

    /// <summary>Does the work when it is the company's turn, or answers <paramref name="busy"/> where too many of its requests wait.</summary>
    /// <exception cref="OperationCanceledException">The turn did not come in time.</exception>
    internal async Task<IResult> Pass(TenantId company, Func<Task<IResult>> work, Func<IResult> busy, CancellationToken cancellationToken)
    {
        if (!await _gate.Enter(company, cancellationToken)) { return busy(); }
        try
        {
            return await work();
        }
        finally
        {
            _gate.Leave(company);
        }
    }
}
