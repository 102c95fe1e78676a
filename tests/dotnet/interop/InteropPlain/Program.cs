// `serve`, or the address of a server to call; with `test` first, of the HTTP/2 package's test service.
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Grpc.Net.Client;
using LeakLab.Interop;
using LeakLab.Plain;

if (args is ["serve"])
{
    await InteropHost.Serve(Add, app => app.MapGrpcService<Service>());
    return;

    static void Add(IServiceCollection services)
    {
        services.AddGrpc();
        services.AddSingleton<IServiceMethodProvider<Service>, Service>();
    }
}

if (args is ["test", "serve"])
{
    await InteropHost.Serve(AddTest, app => app.MapGrpcService<TestService>());
    return;

    static void AddTest(IServiceCollection services)
    {
        services.AddGrpc(options => (options.MaxReceiveMessageSize, options.MaxSendMessageSize) = (null, null));
        services.AddSingleton<IServiceMethodProvider<TestService>, TestService>();
    }
}

if (args is ["test", var address, .. var what])
{
    using var tested = TestCalls.Channel(address);
    await (what switch
    {
        ["shutdown"] => new TestCalls(tested).OutliveShutdown(),
        ["keepalive"] => TestCalls.KeepAlive(address),
        _ => new TestCalls(tested).Run(),
    });
    return;
}

using var channel = GrpcChannel.ForAddress(args[0]);
var invoker = channel.CreateCallInvoker();
await Cases.Run(async (name, options, arguments) =>
{
    var body = arguments is [var one] ? Integers.Write(one) : Integers.WriteArray(arguments);
    return Integers.Read(await invoker.AsyncUnaryCall(Service.Method(name), null, options, body));
});

/// <summary>The service's methods by name: each a handler of its own, over MagicOnion's bodies.</summary>
class Service : IServiceMethodProvider<Service>
{
    static readonly Marshaller<byte[]> bytes = Marshallers.Create<byte[]>(body => body, body => body);

    static readonly Dictionary<string, Func<byte[], ServerCallContext, Task<int>>> handlers = new()
    {
        ["SumAsync"] = async (request, _) => Integers.ReadArray(request) is [var x, var y]
            ? unchecked(x + y)
            : throw new InvalidOperationException(),
        ["EndAsync"] = async (request, _) => Integers.Read(request) is >= 0 and var code
            ? throw new RpcException(new Status((StatusCode)code, Handlers.Detail))
            : throw new InvalidOperationException("none of the caller's business"),
        ["HeaderAsync"] = async (request, context) => Integers.Read(request) == 0
            ? int.Parse(context.RequestHeaders.GetValue("x-number")!)
            : context.RequestHeaders.GetValueBytes("x-data-bin")!.Length,
        ["WaitAsync"] = (request, context) => Handlers.Wait(Integers.Read(request), context.CancellationToken),
        ["StartedAsync"] = async (_, _) => Handlers.Started,
        ["WaitingAsync"] = async (_, _) => Handlers.Waiting,
        ["CancelledAsync"] = async (_, _) => Handlers.Cancelled,
    };

    public static Method<byte[], byte[]> Method(string name) => new(MethodType.Unary, "IInterop", name, bytes, bytes);

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<Service> context)
    {
        foreach (var (name, handler) in handlers)
            context.AddUnaryMethod(Method(name), [], async (_, request, call) => Integers.Write(await handler(request, call)));
    }
}
