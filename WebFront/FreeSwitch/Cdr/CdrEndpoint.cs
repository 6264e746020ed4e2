using Microsoft.Extensions.Options;
using Platform.Channels;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.FreeSwitch;

/// <summary>
/// Detail records of mod_json_cdr and mod_xml_cdr. Any 2xx ends the switch's effort, so it means "stored"; after anything else the switch
/// tries again as it is set to and then keeps the record on its own disk.
/// </summary>
internal sealed partial class CdrEndpoint(
    IGrainFactory grains,
    CallTenants tenants,
    CallGate gate,
    TimeProvider clock,
    IOptions<FreeSwitchOptions> options,
    ILogger<CdrEndpoint> logger)
{
    internal async Task<IResult> Receive(HttpContext context)
    {
        var pbx = PbxCaller.Of(context);
        switch (await Read(context.Request))
        {
            case CdrReading.Unreadable(var why):
                LogUnreadable(pbx.User, why);
                return SwitchResults.Refused(StatusCodes.Status400BadRequest, why);
            case CdrReading.Read(var cdr, var recovered):
                if (recovered)
                {
                    LogRecovered(pbx.User, cdr.Call);
                }
                return await Record(cdr, pbx, context);
            case var other:
                throw new InvalidOperationException($"CDR reading {other.GetType().Name} is not handled.");
        }
    }

    private async Task<IResult> Record(SwitchCdr cdr, PbxCaller pbx, HttpContext context)
    {
        using var budget = new CancellationTokenSource(options.Value.RecordBudget, clock);
        try
        {
            switch (await tenants.Resolve(cdr.Parameters, pbx, budget.Token))
            {
                case CallTenant.Resolved(var tenant, var channel):
                    return await gate.Pass(
                        tenant, () => Store(cdr, tenant, channel, budget.Token), () => SwitchResults.Unavailable(context), budget.Token);
                case CallTenant.OutOfScope(_, var clue):
                    LogOutOfScope(pbx.User, clue, cdr.Call);
                    break;
                default:
                    LogUnknownTenant(pbx.User, cdr.Call);
                    break;
            }
            return SwitchResults.Refused(StatusCodes.Status403Forbidden, "This exchange's credential does not cover the record's domain.");
        }
        catch (Exception failure) when (failure is StoreUnavailableException or TimeoutException or OperationCanceledException)
        {
            LogNotStored(failure, cdr.Call);
            return SwitchResults.Unavailable(context);
        }
    }

    private async Task<IResult> Store(SwitchCdr cdr, TenantId tenant, ChannelId channel, CancellationToken cancellationToken)
    {
        ActingTenant.Set(tenant);
        await grains.Call(tenant, cdr.Call).RecordDetails(cdr.ToDetails(channel), cancellationToken).WaitAsync(cancellationToken);
        return Results.Text("OK");
    }

    private static async Task<CdrReading> Read(HttpRequest request)
    {
        try
        {
            var body = await SwitchRequestReader.ReadBytes(request.Body, CdrReader.BodyBytesMax, request.HttpContext.RequestAborted);
            return CdrReader.Read(body.Span, request.Query["uuid"]);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            return new CdrReading.Unreadable("The body is too long or ended early.");
        }
    }

    [LoggerMessage(4130, LogLevel.Warning, "A detail record of exchange {Pbx} cannot be read: {Why}")]
    private partial void LogUnreadable(string pbx, string why);

    [LoggerMessage(4131, LogLevel.Warning, "The record of call {Call} was repaired; exchange {Pbx} should set encode=false")]
    private partial void LogRecovered(string pbx, Platform.Calls.CallId call);

    [LoggerMessage(4132, LogLevel.Warning, "Refused: exchange {Pbx} sent the record of call {Call} of a tenant out of scope ({Clue})")]
    private partial void LogOutOfScope(string pbx, string clue, Platform.Calls.CallId call);

    [LoggerMessage(4133, LogLevel.Warning, "Refused: nothing in the record of call {Call} of exchange {Pbx} leads to a tenant")]
    private partial void LogUnknownTenant(string pbx, Platform.Calls.CallId call);

    [LoggerMessage(4134, LogLevel.Error, "The record of call {Call} was not stored")]
    private partial void LogNotStored(Exception failure, Platform.Calls.CallId call);
}
