using Grpc.Core;
using Grpc.Net.Client;
using MagicOnion.Client;

var port = Environment.GetEnvironmentVariable("PORT") ?? "5000";
var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");

// Made once: it holds the methods and the filters, and no headers that a call could meet.
var baseClient = MagicOnionClient.Create<IMyFirstService>(
    channel, [new Tracing(), new Authorized()]);

var calls = 0;
var failed = 0;
await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Work()));

// A call has headers of its own, if only for the filters to fill.
IMyFirstService ClientFor() => baseClient.WithHeaders(new Metadata());

async Task Work()
{
    for (; ; )
    {
        var call = Interlocked.Increment(ref calls);
        try
        {
            var sum = await ClientFor().SumAsync(call % 1000, 456);
            if (call % 999 == 1)
                Console.WriteLine($"Call {call}: {call % 1000} + 456 = {sum}");
        }
        catch (RpcException error)
        {
            var failures = Interlocked.Increment(ref failed);
            if (failures % 100 == 1)
                Console.WriteLine($"Call {call}: {error.Status} ({failures} failed so far)");
            // A pause after a failure: a server in trouble needs no more of the same.
            await Task.Delay(20);
        }
    }
}

/// <summary>Gives each call an id, by which it can be found in the logs of both sides.</summary>
class Tracing : IClientFilter
{
    int _traces;

    public ValueTask<ResponseContext> SendAsync(
        RequestContext context, Func<RequestContext, ValueTask<ResponseContext>> next)
    {
        context.CallOptions.Headers!.Add("x-trace", $"trace-{Interlocked.Increment(ref _traces):D6}");
        return next(context);
    }
}

/// <summary>
/// Asks whether the token is still good before a call goes out. It is; but asking takes a moment.
/// </summary>
class Authorized : IClientFilter
{
    public async ValueTask<ResponseContext> SendAsync(
        RequestContext context, Func<RequestContext, ValueTask<ResponseContext>> next)
    {
        await Task.Yield();
        return await next(context);
    }
}
