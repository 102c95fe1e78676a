using Grpc.Core;
using MessagePack;

/// <summary>The Sum service under MagicOnion's path and in its bodies, where there is no MagicOnion.</summary>
[BindServiceMethod(typeof(PlainServiceBase), nameof(Bind))]
abstract class PlainServiceBase
{
    static readonly Marshaller<byte[]> bytes = Marshallers.Create(body => body, body => body);

    public abstract Task<byte[]> SumAsync(byte[] request, ServerCallContext context);

    public static void Bind(ServiceBinderBase binder, PlainServiceBase? service) =>
        binder.AddMethod(
            new Method<byte[], byte[]>(MethodType.Unary, "IMyFirstService", "SumAsync", bytes, bytes),
            service is null ? null! : new UnaryServerMethod<byte[], byte[]>(service.SumAsync));
}

class PlainService : PlainServiceBase
{
    public override Task<byte[]> SumAsync(byte[] request, ServerCallContext context) =>
        Task.FromResult(MessagePackSerializer.Deserialize<int[]>(request) is [var x, var y]
            ? MessagePackSerializer.Serialize(x + y)
            : throw new RpcException(new Status(StatusCode.InvalidArgument, "Two integers.")));
}
