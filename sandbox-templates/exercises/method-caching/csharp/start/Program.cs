using Grpc.Net.Client;
using MagicOnion.Client;

var port = Environment.GetEnvironmentVariable("PORT") ?? "5000";

// One channel for the life of the program: channels are expensive, and this is how to use them.
var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");

for (var calls = 1; ; calls++)
{
    // A client for each request: clients are said to be light. Is that so?
    var client = MagicOnionClient.Create<IMyFirstService>(channel);
    var sum = await client.SumAsync(123, 456);
    if (calls % 1000 == 1) Console.WriteLine($"Call {calls}: 123 + 456 = {sum}");
}
