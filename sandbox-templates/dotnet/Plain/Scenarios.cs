using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using LeakLab.Measuring;
using LeakLab.Plain.Generated;

namespace LeakLab.Plain;

/// <summary>Each lesson's program, with clients of our own on plain grpc-dotnet.</summary>
static class Scenarios
{
    public static Scenario ClientForEachCall(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var invoker = channel.CreateCallInvoker();
        return new("client-for-each-call", channel, _ => new SumClient(invoker).SumAsync(123, 456));
    }

    public static Scenario OneClient(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var client = new SumClient(channel.CreateCallInvoker());
        return new("one-client", channel, _ => client.SumAsync(123, 456));
    }

    public static Scenario WithOptions(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var baseClient = new SumClient(channel.CreateCallInvoker());
        return new("with-options", channel, call => baseClient
            .WithOptions(new CallOptions(
                headers: new Metadata { { "x-tenant", $"{call % 50}" } },
                deadline: DateTime.UtcNow.AddSeconds(30)))
            .SumAsync(123, 456));
    }

    /// <summary>A client of protoc's, new for each call: the methods are static.</summary>
    public static Scenario GeneratedClientForEachCall(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var request = new AddRequest { X = 123, Y = 456 };
        return new("generated-client-for-each-call", channel, _ => Add(channel, request));
    }

    /// <summary>A hub's connect is a duplex call, whose method is as fresh as the client that connects.</summary>
    public static Scenario HubReconnects(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var invoker = channel.CreateCallInvoker();
        return new("hub-reconnects", channel, async _ =>
        {
            using var hub = Connect(invoker);
            await Ping(hub);
            await hub.RequestStream.CompleteAsync();
        });
    }

    public static Scenario HubCalls(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var hub = Connect(channel.CreateCallInvoker());
        return new("hub-calls", channel, _ => Ping(hub));
    }

    /// <summary>A kept client whose interceptor adds a header to what all its calls share.</summary>
    public static Scenario FilterAdds(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var shared = new Metadata();
        var client = new SumClient(channel.Intercept(new AddsTrace())).WithHeaders(shared);
        return new("filter-adds", channel, _ => client.SumAsync(123, 456)) { Also = [("headers", () => shared.Count)] };
    }

    /// <summary>The same, where each call has headers of its own.</summary>
    public static Scenario FilterOnOwnHeaders(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var last = new Metadata();
        var baseClient = new SumClient(channel.Intercept(new AddsTrace()));
        return new("filter-own-headers", channel, _ => baseClient.WithHeaders(last = []).SumAsync(123, 456))
        {
            Also = [("headers", () => last.Count)],
        };
    }

    public static Scenario ChannelDisposed(Uri address) => ChannelForEachCall.Scenario("channel-disposed", address, dispose: true, SumOn);

    public static Scenario ChannelDropped(Uri address) => ChannelForEachCall.Scenario("channel-dropped", address, dispose: false, SumOn);

    static Task SumOn(GrpcChannel channel) => new SumClient(channel.CreateCallInvoker()).SumAsync(123, 456);

    static async Task Add(GrpcChannel channel, AddRequest request)
    {
        #region generated-client
        // Static Methods: no leak here.
        var client = new Sum.SumClient(channel);
        await client.AddAsync(request);
        #endregion
    }

    static AsyncDuplexStreamingCall<byte[], byte[]> Connect(CallInvoker invoker)
    {
        var bytes = Marshallers.Create<byte[]>(body => body, body => body);
        var method = new Method<byte[], byte[]>(MethodType.DuplexStreaming, "IRoomHub", "Connect", bytes, bytes);
        return invoker.AsyncDuplexStreamingCall(method, null, default);
    }

    static async Task Ping(AsyncDuplexStreamingCall<byte[], byte[]> hub)
    {
        await hub.RequestStream.WriteAsync(Integers.Write(1));
        await hub.ResponseStream.MoveNext(default);
    }

    sealed class AddsTrace : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var headers = context.Options.Headers!;
            headers.Add("x-trace", $"value-{headers.Count:D6}");
            return continuation(request, context);
        }
    }
}
