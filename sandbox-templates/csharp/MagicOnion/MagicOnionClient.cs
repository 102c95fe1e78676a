using System.Reflection;
using Grpc.Core;
using Grpc.Net.Client;

namespace MagicOnion.Client;

/// <summary>
/// Our reading of MagicOnion's client, on the real <see cref="GrpcChannel"/>, for where MagicOnion's package cannot be restored. What matters here
/// is as there: <c>Create</c> makes a fresh <see cref="Method{TRequest,TResponse}"/> for each of the service's methods, and a derived client shares them.
/// </summary>
public static class MagicOnionClient
{
    /// <summary>Told of every client that <c>Create</c> makes.</summary>
    internal static Action<object>? Created;

    public static T Create<T>(ChannelBase channel) where T : IService<T> => Create<T>(channel.CreateCallInvoker(), []);
    public static T Create<T>(ChannelBase channel, IClientFilter[] clientFilters) where T : IService<T> => Create<T>(channel.CreateCallInvoker(), clientFilters);
    public static T Create<T>(CallInvoker callInvoker) where T : IService<T> => Create<T>(callInvoker, []);

    public static T Create<T>(CallInvoker callInvoker, IClientFilter[] clientFilters) where T : IService<T>
    {
        var client = ClientProxy.Make(typeof(T), new ClientCore(typeof(T)), new(callInvoker, null, default, clientFilters));
        Created?.Invoke(client);
        return (T)client;
    }
}

/// <summary>The part that costs: one invoker, with a fresh <c>Method</c>, for each method of the service. Every derived client shares it.</summary>
sealed class ClientCore
{
    readonly Dictionary<MethodInfo, MethodInvoker> _invokers = [];

    public ClientCore(Type service)
    {
        foreach (var method in service.GetMethods()) _invokers.Add(method, MethodInvoker.For(service, method));
    }

    public MethodInvoker this[MethodInfo method] => _invokers[method];
}

/// <summary>A client of a service. .NET makes its class once for each interface, as MagicOnion's <c>DynamicClientBuilder</c> does.</summary>
public class ClientProxy : DispatchProxy
{
    Type _service = null!;
    ClientCore _core = null!;
    ClientOptions _options = null!;

    internal static object Make(Type service, ClientCore core, ClientOptions options)
    {
        var client = (ClientProxy)Create(service, typeof(ClientProxy));
        (client._service, client._core, client._options) = (service, core, options.WithHeadersForFilters());
        return client;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = targetMethod!;
        if (method.DeclaringType == _service) return _core[method].Invoke(_options, args ?? []);
        var call = _options.Call;
        return (method.Name, args) switch
        {
            ("WithOptions", [CallOptions options]) => Derive(options),
            ("WithHeaders", [Metadata headers]) => Derive(call.WithHeaders(headers)),
            ("WithDeadline", [DateTime deadline]) => Derive(call.WithDeadline(deadline)),
            ("WithCancellationToken", [CancellationToken token]) => Derive(call.WithCancellationToken(token)),
            ("WithHost", [string host]) => Make(_service, _core, _options with { Host = host }),
            _ => throw new NotSupportedException($"{method.Name} is no method of {_service.Name}."),
        };
    }

    /// <summary>A new client with its own options, on the <em>same</em> core: no new methods, so nothing new for a channel to remember.</summary>
    object Derive(CallOptions call) => Make(_service, _core, _options with { Call = call });
}

/// <summary>The options that a client's calls go out with. Each derived client has its own.</summary>
sealed record ClientOptions(CallInvoker Invoker, string? Host, CallOptions Call, IReadOnlyList<IClientFilter> Filters)
{
    /// <summary>
    /// A client with filters has headers for them to change, if only empty ones. They are made here, <em>once a client</em>, and each of its calls is
    /// sent with them (MagicOnion 7.10.2, <c>MagicOnionClientBase</c>). A derived client that sets no headers shares them.
    /// </summary>
    public ClientOptions WithHeadersForFilters() =>
        Filters.Count > 0 && Call.Headers is null ? this with { Call = Call.WithHeaders([]) } : this;
}
