using Microsoft.Extensions.Options;
using Platform.Calls;
using Platform.Tenancy;

namespace Platform.FreeSwitch;

/// <summary>
/// One request of mod_httapi. Whatever fails here, the caller on the line hears something: every answer but a refused credential is
/// a valid document with status 200.
/// </summary>
internal sealed partial class HttapiEndpoint(
    IGrainFactory grains,
    CallTenants tenants,
    CompanyCache companies,
    CallDocuments documents,
    CallGate gate,
    TimeProvider clock,
    IOptions<FreeSwitchOptions> options,
    ILogger<HttapiEndpoint> logger)
{
    // What is left for the grains when the credential's check took nearly everything: enough for an answer from memory.
    private static readonly TimeSpan BudgetMin = TimeSpan.FromMilliseconds(100);

    internal async Task<IResult> Answer(HttpContext context)
    {
        var pbx = PbxCaller.Of(context);
        var parameters = await ReadParameters(context.Request);
        if (HttapiRequest.Read(parameters, options.Value.InputParameter) is not { } request)
        {
            LogNoCall(pbx.User, parameters.Count);
            return SwitchResults.Document(documents.Emergency(tenant: null, bytesSent: 0));
        }

        var left = options.Value.StepBudget - pbx.CheckTook;
        using var budget = new CancellationTokenSource(left > BudgetMin ? left : BudgetMin, clock);
        return await (request.IsExit ? End(request, pbx, context, budget.Token) : Step(request, pbx, context, budget.Token));
    }

    private async Task<IResult> Step(HttapiRequest request, PbxCaller pbx, HttpContext context, CancellationToken cancellationToken)
    {
        TenantId? known = null;
        try
        {
            if (await Resolve(request, pbx, cancellationToken) is not { } call)
            {
                return SwitchResults.Document(documents.Refusal(company: null, request.BytesSent));
            }

            known = call.Tenant;
            ActingTenant.Set(call.Tenant);
            return await gate.Pass(
                call.Tenant, () => Converse(request, call, context, cancellationToken), () => TooMany(request, call), cancellationToken);
        }
        catch (Exception failure)
        {
            // A caller is on the line: any answer is better than none, and the cause is in the log.
            LogFailed(failure, known, request.Call);
            return SwitchResults.Document(documents.Emergency(known, request.BytesSent));
        }
    }

    private async Task<IResult> Converse(
        HttapiRequest request, CallTenant.Resolved call, HttpContext context, CancellationToken cancellationToken)
    {
        if (await companies.Get(call.Tenant, cancellationToken) is not { Status: TenantStatus.Active } company)
        {
            LogNotServed(call.Tenant, request.Call);
            return SwitchResults.Document(documents.Refusal(companies.LastKnown(call.Tenant), request.BytesSent));
        }

        var step = new CallStep(request.Call, FactsOf(request, call), request.Input, clock.GetUtcNow());
        var peer = CallPeer.Read(request.Parameters, request.Call);
        var reply = await grains.Conversation(call.Tenant, peer).StepCall(step, cancellationToken).WaitAsync(cancellationToken);
        var sticky = new StickyParameters(call.Tenant, call.Channel);
        return SwitchResults.Document(await documents.Reply(reply, company, sticky, request.BytesSent, FrontOf(context.Request)));
    }

    private IResult TooMany(HttapiRequest request, CallTenant.Resolved call)
    {
        LogTooMany(call.Tenant, request.Call);
        return SwitchResults.Document(documents.Emergency(call.Tenant, request.BytesSent));
    }

    // The switch ignores the answer. It says 503 all the same where the end was not stored: a success would be untrue.
    private async Task<IResult> End(HttapiRequest request, PbxCaller pbx, HttpContext context, CancellationToken cancellationToken)
    {
        TenantId? known = null;
        try
        {
            if (await Resolve(request, pbx, cancellationToken) is { } call)
            {
                known = call.Tenant;
                ActingTenant.Set(call.Tenant);
                return await gate.Pass(
                    call.Tenant, () => Store(request, call, cancellationToken), () => SwitchResults.Unavailable(context), cancellationToken);
            }
            return Results.Text("OK");
        }
        catch (Exception failure)
        {
            LogEndFailed(failure, known, request.Call);
            return SwitchResults.Unavailable(context);
        }
    }

    private async Task<IResult> Store(HttapiRequest request, CallTenant.Resolved call, CancellationToken cancellationToken)
    {
        var ended = new CallEnded(request.Call, FactsOf(request, call), request.Parameters["variable_hangup_cause"], clock.GetUtcNow());
        var peer = CallPeer.Read(request.Parameters, request.Call);
        await grains.Conversation(call.Tenant, peer).EndCall(ended, cancellationToken).WaitAsync(cancellationToken);
        return Results.Text("OK");
    }

    private async Task<CallTenant.Resolved?> Resolve(HttapiRequest request, PbxCaller pbx, CancellationToken cancellationToken)
    {
        switch (await tenants.Resolve(request.Parameters, pbx, cancellationToken))
        {
            case CallTenant.Resolved call:
                return call;
            case CallTenant.OutOfScope(_, var clue):
                LogOutOfScope(pbx.User, clue, request.Call);
                return null;
            case CallTenant.Unknown:
                LogUnknownTenant(pbx.User, request.Call);
                return null;
            case var other:
                throw new InvalidOperationException($"Call tenant {other.GetType().Name} is not handled.");
        }
    }

    private async Task<SwitchParameters> ReadParameters(HttpRequest request)
    {
        try
        {
            return await SwitchRequestReader.Read(request, request.HttpContext.RequestAborted);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            LogUnreadable(failure);
            return SwitchParameters.Empty;
        }
    }

    private static CallFacts FactsOf(HttapiRequest request, CallTenant.Resolved call) =>
        new(call.Channel, CallPeer.ReadDialled(request.Parameters), CallPeer.ReadName(request.Parameters));

    private static Uri FrontOf(HttpRequest request) => new($"{request.Scheme}://{request.Host}");

    [LoggerMessage(4120, LogLevel.Warning, "Exchange {Pbx} sent a request that names no call ({Count} parameters)")]
    private partial void LogNoCall(string pbx, int count);

    [LoggerMessage(4121, LogLevel.Warning, "A request of an exchange cannot be read")]
    private partial void LogUnreadable(Exception failure);

    [LoggerMessage(4122, LogLevel.Warning, "Refused: exchange {Pbx} brought call {Call} of a tenant outside its scope, by its {Clue}")]
    private partial void LogOutOfScope(string pbx, string clue, CallId call);

    [LoggerMessage(4123, LogLevel.Warning, "Refused: nothing in call {Call} of exchange {Pbx} leads to a tenant")]
    private partial void LogUnknownTenant(string pbx, CallId call);

    [LoggerMessage(4124, LogLevel.Information, "Tenant {Tenant} is not served; call {Call} was refused")]
    private partial void LogNotServed(TenantId tenant, CallId call);

    [LoggerMessage(4125, LogLevel.Error, "Tenant {Tenant}: call {Call} was given the emergency document")]
    private partial void LogFailed(Exception failure, TenantId? tenant, CallId call);

    [LoggerMessage(4126, LogLevel.Error, "Tenant {Tenant}: the end of call {Call} was not stored")]
    private partial void LogEndFailed(Exception failure, TenantId? tenant, CallId call);

    [LoggerMessage(4127, LogLevel.Warning, "Tenant {Tenant}: too many of its calls wait; call {Call} was given the emergency document")]
    private partial void LogTooMany(TenantId tenant, CallId call);
}
