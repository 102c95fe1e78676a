using Grpc.Core;
using MagicOnion.Client;

namespace LeakLab.Parity;

/// <summary>Changes the headers of a call, and remembers how many there were.</summary>
class Change(Action<Metadata> change) : IClientFilter
{
    public int Count { get; private set; }

    public ValueTask<ResponseContext> SendAsync(
        RequestContext context, Func<RequestContext, ValueTask<ResponseContext>> next)
    {
        change(context.CallOptions.Headers!);
        Count = context.CallOptions.Headers!.Count;
        return next(context);
    }
}
