using System.Net;
using Grpc.Core;
using LeakLab.Plain.Generated;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LeakLab.Plain;

/// <summary>Sums over gRPC, on Kestrel: under MagicOnion's path and in its bodies, as a service of protoc's, and as a stream.</summary>
static class SumServer
{
    /// <summary>Until the input ends.</summary>
    /// <param name="port">0 takes a free one.</param>
    public static async Task Serve(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        await using var app = builder.Build();
        app.MapGrpcService<FirstService>();
        app.MapGrpcService<GeneratedService>();
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Console.WriteLine($"The Sum server listens on port {new Uri(addresses.Addresses.First()).Port}.");
        while (await Console.In.ReadLineAsync() is not null) { }
        await app.StopAsync();
    }

    class GeneratedService : Sum.SumBase
    {
        public override Task<AddReply> Add(AddRequest request, ServerCallContext context) =>
            Task.FromResult(new AddReply { Sum = unchecked(request.X + request.Y) });
    }

    [BindServiceMethod(typeof(FirstServiceBase), nameof(Bind))]
    abstract class FirstServiceBase
    {
        static readonly Marshaller<byte[]> bytes = Marshallers.Create(body => body, body => body);

        public abstract Task<byte[]> SumAsync(byte[] request, ServerCallContext context);
        public abstract Task Connect(IAsyncStreamReader<byte[]> requests, IServerStreamWriter<byte[]> responses, ServerCallContext context);

        public static void Bind(ServiceBinderBase binder, FirstServiceBase? service)
        {
            binder.AddMethod(
                new Method<byte[], byte[]>(MethodType.Unary, "IMyFirstService", "SumAsync", bytes, bytes),
                service is null ? null! : new UnaryServerMethod<byte[], byte[]>(service.SumAsync));
            binder.AddMethod(
                new Method<byte[], byte[]>(MethodType.DuplexStreaming, "IRoomHub", "Connect", bytes, bytes),
                service is null ? null! : new DuplexStreamingServerMethod<byte[], byte[]>(service.Connect));
        }
    }

    class FirstService : FirstServiceBase
    {
        public override Task<byte[]> SumAsync(byte[] request, ServerCallContext context) =>
            Task.FromResult(Integers.ReadArray(request) is [var x, var y]
                ? Integers.Write(unchecked(x + y))
                : throw new RpcException(new Status(StatusCode.InvalidArgument, "SumAsync takes two integers.")));

        /// <summary>Sends back what comes.</summary>
        public override async Task Connect(IAsyncStreamReader<byte[]> requests, IServerStreamWriter<byte[]> responses, ServerCallContext context)
        {
            await foreach (var message in requests.ReadAllAsync()) await responses.WriteAsync(message);
        }
    }
}
