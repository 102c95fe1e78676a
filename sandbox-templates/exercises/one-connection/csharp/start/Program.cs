using Grpc.Net.Client;
using MagicOnion.Client;

var port = Environment.GetEnvironmentVariable("PORT") ?? "5000";
var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
var client = MagicOnionClient.Create<IMyFirstService>(channel);

var calls = 0;

await Work();

// Asks for one sum after another, for ever.
async Task Work()
{
    for (; ; )
    {
        var sum = await client.SumAsync(123, 456);
        if (++calls % 1000 == 1) Console.WriteLine($"Call {calls}: 123 + 456 = {sum}");
    }
}
