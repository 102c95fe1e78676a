using System.Buffers;
using System.Reflection;
using Grpc.Core;
using MessagePack;

namespace MagicOnion.Client;

/// <summary>Calls one method of a service, over a <c>Method</c> object of its own.</summary>
abstract class MethodInvoker
{
    /// <summary>Told of every <c>Method</c> that is made.</summary>
    internal static Action<object>? MethodCreated;

    public abstract object Invoke(ClientOptions options, object?[] arguments);

    public static MethodInvoker For(Type service, MethodInfo method)
    {
        var returns = method.ReturnType;
        if (returns == typeof(UnaryResult)) return new UnaryInvoker(service.Name, method);
        if (returns.IsGenericType && returns.GetGenericTypeDefinition() == typeof(UnaryResult<>))
            return (MethodInvoker)Activator.CreateInstance(typeof(UnaryInvoker<>).MakeGenericType(returns.GenericTypeArguments), service.Name, method)!;
        throw new NotSupportedException($"{service.Name}.{method.Name} returns no UnaryResult: other kinds of calls are not read here.");
    }
}

class UnaryInvoker<TResponse> : MethodInvoker
{
    readonly Method<object?[], Box<TResponse>> _method;

    public UnaryInvoker(string service, MethodInfo method)
    {
        var parameters = method.GetParameters().Select(parameter => Argument.Of(parameter.ParameterType)).ToArray();
        _method = new(
            MethodType.Unary,
            service,
            method.Name,
            Marshallers.Create<object?[]>(
                (arguments, context) => { Write(context.GetBufferWriter(), parameters, arguments); context.Complete(); },
                _ => throw new NotSupportedException("A client reads no requests.")),
            Marshallers.Create<Box<TResponse>>(
                (_, _) => throw new NotSupportedException("A client writes no responses."),
                context => new(Read(context.PayloadAsReadOnlySequence()))));
        MethodCreated?.Invoke(_method);
    }

    public override object Invoke(ClientOptions options, object?[] arguments) => Call(options, arguments);

    protected UnaryResult<TResponse> Call(ClientOptions client, object?[] arguments)
    {
        if (client.Filters.Count == 0)
        {
            var call = client.Invoker.AsyncUnaryCall(_method, client.Host, client.Call, arguments);
            return new(Unbox(call.ResponseAsync), new UnaryCall(call));
        }
        var context = new RequestContext<TResponse>(
            $"{_method.ServiceName}/{_method.Name}",
            client.Call,
            options =>
            {
                var call = client.Invoker.AsyncUnaryCall(_method, client.Host, options, arguments);
                return new KnownResponse<TResponse>(Unbox(call.ResponseAsync), new UnaryCall(call));
            });
        var through = Through(context, client.Filters);
        return new(Unwrap(through), new FilteredCall(through));
    }

    /// <summary>What a filter throws is the call's, as what it awaits.</summary>
    static async Task<ResponseContext> Through(RequestContext context, IReadOnlyList<IClientFilter> filters) => await context.Through(filters);

    static async Task<TResponse> Unwrap(Task<ResponseContext> through) => await (await through).GetResponseAs<TResponse>();

    static async Task<TResponse> Unbox(Task<Box<TResponse>> response) => (await response).Value;

    /// <summary>No argument is nil, one is its bare value, several are an array (MagicOnion's wire format).</summary>
    static void Write(IBufferWriter<byte> buffer, Argument[] parameters, object?[] arguments)
    {
        var writer = new MessagePackWriter(buffer);
        if (parameters.Length == 0) writer.WriteNil();
        if (parameters.Length > 1) writer.WriteArrayHeader(parameters.Length);
        for (var i = 0; i < parameters.Length; i++) parameters[i].Write(ref writer, arguments[i]);
        writer.Flush();
    }

    static TResponse Read(in ReadOnlySequence<byte> payload) =>
        typeof(TResponse) == typeof(Nil) ? default! : MessagePackSerializer.Deserialize<TResponse>(payload);

    sealed class UnaryCall(AsyncUnaryCall<Box<TResponse>> call) : IUnaryCall
    {
        public Task<Metadata> ResponseHeadersAsync => call.ResponseHeadersAsync;
        public Status GetStatus() => call.GetStatus();
        public Metadata GetTrailers() => call.GetTrailers();
        public void Dispose() => call.Dispose();
    }
}

/// <summary>A method without a result.</summary>
sealed class UnaryInvoker(string service, MethodInfo method) : UnaryInvoker<Nil>(service, method)
{
    public override object Invoke(ClientOptions options, object?[] arguments) => new UnaryResult(Call(options, arguments));
}

/// <summary>gRPC's messages are references.</summary>
sealed class Box<T>(T value)
{
    public T Value { get; } = value;
}
