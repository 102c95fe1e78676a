// `serve`, or the address of a server to call.
using Grpc.Core;
using Grpc.Net.Client;
using LeakLab.Interop;
using MagicOnion;
using MagicOnion.Client;
using MagicOnion.Server;

if (args is ["serve"])
{
    await InteropHost.Serve(services => services.AddMagicOnion(), app => app.MapMagicOnionService());
    return;
}

using var channel = GrpcChannel.ForAddress(args[0]);
var client = MagicOnionClient.Create<IInterop>(channel);
await Cases.Run(async (name, options, arguments) =>
{
    var derived = client.WithOptions(options);
    return name switch
    {
        nameof(IInterop.SumAsync) => await derived.SumAsync(arguments[0], arguments[1]),
        nameof(IInterop.EndAsync) => await derived.EndAsync(arguments[0]),
        nameof(IInterop.HeaderAsync) => await derived.HeaderAsync(arguments[0]),
        nameof(IInterop.WaitAsync) => await derived.WaitAsync(arguments[0]),
        nameof(IInterop.StartedAsync) => await derived.StartedAsync(arguments[0]),
        nameof(IInterop.WaitingAsync) => await derived.WaitingAsync(arguments[0]),
        nameof(IInterop.CancelledAsync) => await derived.CancelledAsync(arguments[0]),
        _ => await MagicOnionClient.Create<LeakLab.Interop.Unserved.IInterop>(channel).NoSuchAsync(arguments[0]),
    };
});

public interface IInterop : IService<IInterop>
{
    UnaryResult<int> SumAsync(int x, int y);
    UnaryResult<int> EndAsync(int code);
    UnaryResult<int> HeaderAsync(int which);
    UnaryResult<int> WaitAsync(int milliseconds);
    UnaryResult<int> StartedAsync(int unused);
    UnaryResult<int> WaitingAsync(int unused);
    UnaryResult<int> CancelledAsync(int unused);
}

public class Service : ServiceBase<IInterop>, IInterop
{
    public UnaryResult<int> SumAsync(int x, int y) => UnaryResult.FromResult(unchecked(x + y));

    public UnaryResult<int> EndAsync(int code) => code >= 0
        ? throw new ReturnStatusException((StatusCode)code, Handlers.Detail)
        : throw new InvalidOperationException("none of the caller's business");

    public UnaryResult<int> HeaderAsync(int which) => UnaryResult.FromResult(which == 0
        ? int.Parse(Context.CallContext.RequestHeaders.GetValue("x-number")!)
        : Context.CallContext.RequestHeaders.GetValueBytes("x-data-bin")!.Length);

    public async UnaryResult<int> WaitAsync(int milliseconds) =>
        await Handlers.Wait(milliseconds, Context.CallContext.CancellationToken);

    public UnaryResult<int> StartedAsync(int unused) => UnaryResult.FromResult(Handlers.Started);
    public UnaryResult<int> WaitingAsync(int unused) => UnaryResult.FromResult(Handlers.Waiting);
    public UnaryResult<int> CancelledAsync(int unused) => UnaryResult.FromResult(Handlers.Cancelled);
}

namespace LeakLab.Interop.Unserved
{
    /// <summary>One of the same name on the wire, with a method that no server has.</summary>
    public interface IInterop : IService<IInterop>
    {
        UnaryResult<int> NoSuchAsync(int unused);
    }
}
