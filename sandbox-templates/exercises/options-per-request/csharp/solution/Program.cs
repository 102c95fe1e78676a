using Grpc.Core;
using Grpc.Net.Client;
using MagicOnion.Client;

var port = Environment.GetEnvironmentVariable("PORT") ?? "5000";
var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");

// No request may take longer than 50 ms: each counts from its own start.
var patience = TimeSpan.FromMilliseconds(50);

var baseClient = MagicOnionClient.Create<IMyFirstService>(channel);

for (int calls = 1, failed = 0; ; calls++)
{
    var tenant = $"tenant-{calls % 100}";
    try
    {
        var sum = await ClientFor(tenant).SumAsync(calls % 1000, 456);
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

IMyFirstService ClientFor(string tenant) =>
    baseClient
        .WithHeaders(new Metadata { { "x-tenant", tenant } })
        .WithDeadline(DateTime.UtcNow + patience);
