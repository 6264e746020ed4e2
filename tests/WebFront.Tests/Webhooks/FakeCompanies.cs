using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Platform.Audit;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Routing;
using Platform.Tenancy;

namespace Platform.Tests.Webhooks;

/// <summary>The grains that webhooks reach, as far as they use them, kept in memory.</summary>
internal sealed class FakeCompanies
{
    internal const string Secret = "correct horse battery staple";

    internal static readonly TenantId Clinic = TenantId.Parse("5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0001");
    internal static readonly TenantId Gym = TenantId.Parse("5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0003");

    private readonly ConcurrentDictionary<string, Route> _routes = new();
    private readonly ConcurrentDictionary<(TenantId, string), PeerKey> _links = new();
    private readonly ConcurrentDictionary<(TenantId, ProviderMessageId), bool> _seen = new();
    private readonly ConcurrentDictionary<TenantId, TaskCompletionSource> _held = new();
    private int _calls;

    internal FakeCompanies()
    {
        Claim(WhatsAppFixtures.Instance, Clinic, Secret);
        Grains = GrainProxy.Factory(this);
    }

    internal IGrainFactory Grains { get; }

    /// <summary>What conversations were told.</summary>
    internal ConcurrentQueue<Told> Messages { get; } = [];

    internal ConcurrentQueue<(TenantId Tenant, ChannelId Channel, StatusReport Report)> Reports { get; } = [];

    internal ConcurrentQueue<(ChannelId Channel, ChannelLink Link)> Links { get; } = [];

    internal ConcurrentQueue<AuditEntry> Audited { get; } = [];

    /// <summary>Numbers that identities were told of, and when they were shown.</summary>
    internal ConcurrentQueue<(PhoneNumber Number, DateTimeOffset? At)> Shown { get; } = [];

    /// <summary>Calls to grains so far.</summary>
    internal int Calls => _calls;

    /// <summary>Every call to a tenant's grain fails with this.</summary>
    internal Exception? Failure { get; set; }

    /// <summary>A token that the routes take for genuine.</summary>
    internal string GenuineToken { get; set; } = "header.claims.signature";

    internal void Claim(string instance, TenantId tenant, string? secret) => _routes[$"evolution:{instance}"] =
        new Route(tenant, secret is null ? [] : SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>The tenant's conversations answer no sooner than the result is set.</summary>
    internal TaskCompletionSource Hold(TenantId tenant) => _held.GetOrAdd(tenant, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private Task Call(Type grain, object?[] key, string method, object?[] arguments)
    {
        Interlocked.Increment(ref _calls);
        return (grain.Name, method) switch
        {
            (nameof(IRouteGrain), "Resolve") => Failure is null
                ? Task.FromResult(_routes.GetValueOrDefault((string)key[0]!))
                : Task.FromException<Route?>(Failure),
            (nameof(IRouteGrain), "VerifyBearer") => Task.FromResult((string)arguments[0]! == GenuineToken),
            (nameof(IAuditGrain), "Append" or "AppendRefusal") => Audit((AuditEntry)arguments[0]!),
            (nameof(IIdentityGrain), "Resolve") => Resolve(
                TenantOf(key), (string)key[1]!, (PhoneNumber?)arguments[0], (DateTimeOffset?)arguments[1]),
            (nameof(IConversationGrain), "Receive") => Take(key, (InboundMessage)arguments[0]!),
            (nameof(IConversationGrain), "ReceiveFromPerson") => Take(key, (PersonMessage)arguments[0]!),
            (nameof(IChannelGrain), "ReportStatus") => Take(key, (StatusReport)arguments[0]!),
            (nameof(IChannelLinkGrain), "Report") => Take(key, (ChannelLink)arguments[0]!),
            _ => throw new InvalidOperationException($"{grain.Name}.{method} is not expected here."),
        };
    }

    private Task<PeerKey> Resolve(TenantId tenant, string identity, PhoneNumber? shown, DateTimeOffset? shownAt)
    {
        Guard(tenant);
        if (shown is { } told) { Shown.Enqueue((told, shownAt)); }
        return Task.FromResult(shown is { } number
            ? _links[(tenant, identity)] = PeerKey.Of(number)
            : _links.GetValueOrDefault((tenant, identity), PeerKey.Parse(identity)));
    }

    private Task<Receipt> Take(object?[] key, InboundMessage message) => Receive(key, message.Id, message);

    private Task<Receipt> Take(object?[] key, PersonMessage message) => Receive(key, message.Id, message);

    private async Task<Receipt> Receive(object?[] key, ProviderMessageId id, object message)
    {
        if (Failure is { } failure) { throw failure; }

        var tenant = TenantOf(key);
        Guard(tenant);
        if (_held.TryGetValue(tenant, out var held)) { await held.Task; }
        if (!_seen.TryAdd((tenant, id), true)) { return Receipt.Duplicate; }

        Messages.Enqueue(new Told(tenant, PeerKey.Parse((string)key[1]!), message));
        return Receipt.Accepted;
    }

    private Task Take(object?[] key, StatusReport report)
    {
        if (Failure is { } failure)
        {
            return Task.FromException(failure);
        }
        Guard(TenantOf(key));
        Reports.Enqueue((TenantOf(key), ChannelId.Parse((string)key[1]!), report));
        return Task.CompletedTask;
    }

    private Task Take(object?[] key, ChannelLink link)
    {
        Guard(TenantOf(key));
        Links.Enqueue((ChannelId.Parse((string)key[1]!), link));
        return Task.CompletedTask;
    }

    private Task Audit(AuditEntry entry)
    {
        Audited.Enqueue(entry);
        return Task.CompletedTask;
    }

    private static void Guard(TenantId owner)
    {
        if (ActingTenant.Get() != owner)
        {
            throw new WrongTenantException("The call did not act for the grain's tenant.");
        }
    }

    private static TenantId TenantOf(object?[] key) => new((Guid)key[0]!);

    /// <summary>What a conversation was told.</summary>
    internal sealed record Told(TenantId Tenant, PeerKey Peer, object Message)
    {
        internal InboundMessage Inbound => (InboundMessage)Message;
    }

    /// <summary>Stands for a grain or for the factory of grains.</summary>
#pragma warning disable CA1852 // The run time derives the proxies from it.
    internal class GrainProxy : DispatchProxy
    {
        private FakeCompanies _companies = null!;
        private Type? _grain;
        private object?[] _key = [];

        internal static IGrainFactory Factory(FakeCompanies companies)
        {
            var factory = Create<IGrainFactory, GrainProxy>();
            ((GrainProxy)(object)factory)._companies = companies;
            return factory;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _grain is { } grain
            ? _companies.Call(grain, _key, targetMethod!.Name, args!)
            : Make(targetMethod!.GetGenericArguments()[0], args!);

        private object Make(Type grain, object?[] key)
        {
            var made = Create(grain, typeof(GrainProxy));
            var proxy = (GrainProxy)made;
            (proxy._companies, proxy._grain, proxy._key) = (_companies, grain, key);
            return made;
        }
    }
}
