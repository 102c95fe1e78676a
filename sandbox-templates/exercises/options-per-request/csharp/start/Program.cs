using Grpc.Core;
using Grpc.Net.Client;
using MagicOnion.Client;

var port = Environment.GetEnvironmentVariable("PORT") ?? "5000";
var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");

// No request may take longer than a second.
var patience = TimeSpan.FromSeconds(1);

var baseClient = MagicOnionClient.Create<IMyFirstService>(channel);
var client = baseClient.WithDeadline(DateTime.UtcNow + patience);

for (int calls = 1, failed = 0; ; calls++)
{
    var tenant = $"tenant-{calls % 100}";
    try
    {
        var sum = await client
            .WithHeaders(new Metadata { { "x-tenant", tenant } })
            .SumAsync(calls % 1000, 456);
        if (calls % 999 == 1)
            Console.WriteLine($"Call {calls}, {tenant}: {calls % 1000} + 456 = {sum}");
    }
    catch (RpcException error)
    {
        failed++;
        if (failed % 20 == 1)
            Console.WriteLine($"Call {calls}, {tenant}: {error.StatusCode} ({failed} failed so far)");
        // A pause after a failure: a server in trouble needs no more of the same.
        await Task.Delay(20);
    }
}
