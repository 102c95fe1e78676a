using Grpc.Core;

namespace LeakLab.Plain;

/// <summary>
/// A client made as MagicOnion's are: each new one brings a <see cref="Method{TRequest,TResponse}"/> of its own,
/// and those derived from it share that. What happens to it in a channel is then grpc-dotnet's doing alone.
/// </summary>
sealed class SumClient
{
    readonly CallInvoker invoker;
    readonly Method<byte[], byte[]> method;
    readonly CallOptions options;

    public SumClient(CallInvoker invoker) : this(
        invoker,
        // Equal in all but identity to that of the client before.
        new Method<byte[], byte[]>(
            MethodType.Unary, "IMyFirstService", "SumAsync",
            Marshallers.Create(body => body, bytes => bytes),
            Marshallers.Create(body => body, bytes => bytes)),
        default)
    {
    }

    SumClient(CallInvoker invoker, Method<byte[], byte[]> method, CallOptions options) =>
        (this.invoker, this.method, this.options) = (invoker, method, options);

    public SumClient WithOptions(CallOptions options) => new(invoker, method, options);

    public SumClient WithHeaders(Metadata headers) => new(invoker, method, options.WithHeaders(headers));

    public async Task<int> SumAsync(int x, int y) =>
        Integers.Read(await invoker.AsyncUnaryCall(method, null, options, Integers.WriteArray(x, y)));
}
