using Grpc.Core;
using MagicOnion;
using MagicOnion.Server;

namespace LeakLab.Parity;

public interface IParity : IService<IParity>
{
    UnaryResult<int> SumAsync(int x, int y);
    UnaryResult<string?> HeaderAsync(string name);
    UnaryResult<int> FailAsync(string how);
    UnaryResult<int> WaitAsync();
}

/// <summary>What the handlers have done so far.</summary>
static class Handlers
{
    public static int Reached;
    public static int Waiting;
    public static int Heard;
}

public class ParityService : ServiceBase<IParity>, IParity
{
    public UnaryResult<int> SumAsync(int x, int y)
    {
        Interlocked.Increment(ref Handlers.Reached);
        return UnaryResult.FromResult(x + y);
    }

    public UnaryResult<string?> HeaderAsync(string name)
    {
        var found = Context.CallContext.RequestHeaders.GetAll(name)
            .Select(entry => entry.IsBinary ? Convert.ToHexString(entry.ValueBytes) : entry.Value);
        var text = string.Join(" | ", found);
        return UnaryResult.FromResult(text == "" ? null : text);
    }

    public UnaryResult<int> FailAsync(string how) => throw how switch
    {
        "status" => new ReturnStatusException(StatusCode.NotFound, "kein Mandant – 没有租户"),
        "rpc" => new RpcException(new Status(StatusCode.DataLoss, "rpc detail")),
        _ => new InvalidOperationException("secret"),
    };

    /// <summary>Ends when nobody waits for it any more.</summary>
    public async UnaryResult<int> WaitAsync()
    {
        Interlocked.Increment(ref Handlers.Waiting);
        try
        {
            await Task.Delay(Timeout.Infinite, Context.CallContext.CancellationToken);
        }
        finally
        {
            Interlocked.Increment(ref Handlers.Heard);
        }
        return 0;
    }
}
