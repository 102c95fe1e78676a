using Grpc.Net.Client;
using MagicOnion.Client;

var port = Environment.GetEnvironmentVariable("PORT") ?? "5000";
var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
var client = MagicOnionClient.Create<IMyFirstService>(channel);

var calls = 0;

// Many at once, on one channel, and never more than so many: each worker waits for its own answer.
const int workers = 64;
await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Work()));

// Asks for one sum after another, for ever.
async Task Work()
{
    for (; ; )
    {
        var sum = await client.SumAsync(123, 456);
        var call = Interlocked.Increment(ref calls);
        if (call % 1000 == 1) Console.WriteLine($"Call {call}: 123 + 456 = {sum}");
    }
}
