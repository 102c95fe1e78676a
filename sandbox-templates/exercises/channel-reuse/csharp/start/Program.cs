using Grpc.Net.Client;
using MagicOnion.Client;

var port = Environment.GetEnvironmentVariable("PORT") ?? "5000";
var address = $"http://127.0.0.1:{port}";

for (var calls = 1; ; calls++)
{
    // A client for each request, and a channel for each client.
    var channel = GrpcChannel.ForAddress(address);
    var client = MagicOnionClient.Create<IMyFirstService>(channel);
    var sum = await client.SumAsync(123, 456);
    if (calls % 1000 == 1) Console.WriteLine($"Call {calls}: 123 + 456 = {sum}");
}
