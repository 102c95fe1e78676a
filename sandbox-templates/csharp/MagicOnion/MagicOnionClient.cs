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

    public static T Create<T>(ChannelBase channel) where T : IService<T> => Create<T>(channel.CreateCallInvoker());

    public static T Create<T>(CallInvoker callInvoker) where T : IService<T>
    {
        var client = ClientProxy.Make(typeof(T), new ClientCore(typeof(T)), callInvoker, default, null);
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
    CallInvoker _callInvoker = null!;
    CallOptions _options;
    string? _host;

    internal static object Make(Type service, ClientCore core, CallInvoker callInvoker, CallOptions options, string? host)
    {
        var client = (ClientProxy)Create(service, typeof(ClientProxy));
        (client._service, client._core, client._callInvoker, client._options, client._host) = (service, core, callInvoker, options, host);
        return client;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = targetMethod!;
        if (method.DeclaringType == _service) return _core[method].Invoke(_callInvoker, _host, _options, args ?? []);
        return (method.Name, args) switch
        {
            ("WithOptions", [CallOptions options]) => Derive(options, _host),
            ("WithHeaders", [Metadata headers]) => Derive(_options.WithHeaders(headers), _host),
            ("WithDeadline", [DateTime deadline]) => Derive(_options.WithDeadline(deadline), _host),
            ("WithCancellationToken", [CancellationToken token]) => Derive(_options.WithCancellationToken(token), _host),
            ("WithHost", [string host]) => Derive(_options, host),
            _ => throw new NotSupportedException($"{method.Name} is no method of {_service.Name}."),
        };
    }

    /// <summary>A new client with its own options, on the <em>same</em> core: no new methods, so nothing new for a channel to remember.</summary>
    object Derive(CallOptions options, string? host) => Make(_service, _core, _callInvoker, options, host);
}
