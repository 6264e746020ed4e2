using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Platform.Audit;
using Platform.Calls;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Routing;
using Platform.Tenancy;

namespace Platform.Tests.FreeSwitch;

/// <summary>The grains that the telephone's front talks to, as far as it uses them, kept in memory.</summary>
internal sealed class FakePlatform
{
    internal static readonly TenantId Clinic = TenantId.Parse("5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0001");
    internal static readonly TenantId Gym = TenantId.Parse("5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0003");

    private readonly ConcurrentDictionary<string, (string Password, ImmutableArray<TenantId> Tenants)> _exchanges = new();
    private readonly ConcurrentDictionary<string, TenantId> _routes = new();
    private readonly ConcurrentDictionary<TenantId, TenantProfile> _companies = new();

    internal FakePlatform()
    {
        Open(new TenantProfile(
            Clinic, "drmarco", "Clínica Dr. Marco", "clinics", "pt-BR", "America/Sao_Paulo", default!, [], null,
            new VoiceProfile("flite", "pt-br", "1000"), TenantStatus.Active));
        Open(new TenantProfile(
            Gym, "allpfit", "AllpFit", "gyms", "pt-BR", "America/Sao_Paulo", default!, [], null,
            new VoiceProfile("flite", "pt-br", null), TenantStatus.Active));
        Register("pbx", "segredo", Clinic);
        Grains = GrainProxy.Factory(this);
    }

    internal IGrainFactory Grains { get; }

    internal ConcurrentQueue<Step> Steps { get; } = [];

    internal ConcurrentQueue<Ended> Ends { get; } = [];

    internal ConcurrentQueue<Recorded> Records { get; } = [];

    internal ConcurrentQueue<AuditEntry> Refusals { get; } = [];

    internal ConcurrentQueue<string> Authentications { get; } = [];

    /// <summary>What the conversation answers.</summary>
    internal Func<CallStep, Task<CallReply>> Answer { get; set; } =
        _ => Task.FromResult(
            new CallReply("Olá! Para marcar, tecle 1.", "pt-BR", new CallAction.Listen(["1", "2", "0"], 1, AcceptSpeech: true)));

    /// <summary>Every call to a grain fails with this.</summary>
    internal Exception? Failure { get; set; }

    internal void Register(string user, string password, params TenantId[] tenants) => _exchanges[user] = (password, [.. tenants]);

    internal void Claim(string name, TenantId tenant) => _routes[name] = tenant;

    internal void Open(TenantProfile company) => _companies[company.Id] = company;

    internal TenantProfile Company(TenantId tenant) => _companies[tenant];

    private Task Call(Type grain, object?[] key, string method, object?[] arguments)
    {
        if (Failure is { } failure)
        {
            return Fail(method, failure);
        }

        if (typeof(ITenantScoped).IsAssignableFrom(grain) && ActingTenant.Get() != TenantOf(key))
        {
            return Fail(method, new WrongTenantException($"{grain.Name}.{method} was called for another tenant than its own."));
        }

        return (grain.Name, method) switch
        {
            (nameof(IAuditGrain), "AppendRefusal") => Keep(Refusals, (AuditEntry)arguments[0]!),
            (nameof(IPbxGrain), "Authenticate") => Task.FromResult(Authenticate((string)key[0]!, (string)arguments[0]!)),
            (nameof(IRouteGrain), "Resolve") =>
                Task.FromResult(_routes.TryGetValue((string)key[0]!, out var tenant) ? new Route(tenant, []) : null),
            (nameof(ITenantGrain), "GetProfile") => Task.FromResult(_companies.GetValueOrDefault(new TenantId((Guid)key[0]!))),
            (nameof(IConversationGrain), "StepCall") => TakeStep(key, (CallStep)arguments[0]!),
            (nameof(IConversationGrain), "EndCall") => Keep(Ends, new Ended(TenantOf(key), PeerOf(key), (CallEnded)arguments[0]!)),
            (nameof(ICallGrain), "RecordDetails") =>
                Keep(Records, new Recorded(TenantOf(key), (string)key[1]!, (CallDetails)arguments[0]!)),
            _ => throw new InvalidOperationException($"{grain.Name}.{method} is not expected here."),
        };
    }

    private static Task Fail(string method, Exception failure) => method switch
    {
        "Authenticate" => Task.FromException<PbxScope?>(failure),
        "Resolve" => Task.FromException<Route?>(failure),
        "GetProfile" => Task.FromException<TenantProfile?>(failure),
        "StepCall" => Task.FromException<CallReply>(failure),
        _ => Task.FromException(failure),
    };

    private PbxScope? Authenticate(string user, string password)
    {
        Authentications.Enqueue(user);
        return _exchanges.TryGetValue(user, out var exchange) && exchange.Password == password ? new PbxScope(exchange.Tenants) : null;
    }

    private Task<CallReply> TakeStep(object?[] key, CallStep step)
    {
        Steps.Enqueue(new Step(TenantOf(key), PeerOf(key), step));
        return Answer(step);
    }

    private static Task Keep<T>(ConcurrentQueue<T> where, T what)
    {
        where.Enqueue(what);
        return Task.CompletedTask;
    }

    private static TenantId TenantOf(object?[] key) => new((Guid)key[0]!);

    private static PeerKey PeerOf(object?[] key) => PeerKey.Parse((string)key[1]!);

    internal sealed record Step(TenantId Tenant, PeerKey Peer, CallStep Taken);

    internal sealed record Ended(TenantId Tenant, PeerKey Peer, CallEnded End);

    internal sealed record Recorded(TenantId Tenant, string Key, CallDetails Details);

    /// <summary>Stands for a grain or for the factory of grains.</summary>
#pragma warning disable CA1852 // The run time derives the proxies from it.
    internal class GrainProxy : DispatchProxy
    {
        private FakePlatform _platform = null!;
        private Type? _grain;
        private object?[] _key = [];

        internal static IGrainFactory Factory(FakePlatform platform)
        {
            var factory = Create<IGrainFactory, GrainProxy>();
            ((GrainProxy)(object)factory)._platform = platform;
            return factory;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _grain is { } grain
            ? _platform.Call(grain, _key, targetMethod!.Name, args!)
            : Make(targetMethod!.GetGenericArguments()[0], args!);

        private object Make(Type grain, object?[] key)
        {
            var made = Create(grain, typeof(GrainProxy));
            var proxy = (GrainProxy)made;
            (proxy._platform, proxy._grain, proxy._key) = (_platform, grain, key);
            return made;
        }
    }
}
