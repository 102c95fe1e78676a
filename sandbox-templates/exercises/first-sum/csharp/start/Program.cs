using Grpc.Net.Client;
using MagicOnion.Client;

var port = Environment.GetEnvironmentVariable("PORT") ?? "5000";
var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
var client = MagicOnionClient.Create<IMyFirstService>(channel);

// The same question, over and over.
for (var calls = 1; ; calls++)
{
    var (x, y) = (123, 456);
    var sum = await client.SumAsync(x, y);
    // Every 999th call, and what goes over the wire (Wire.cs).
    if (calls % 999 == 1) Wire.Print(calls, x, y, sum);
}
