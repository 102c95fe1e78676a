using Grpc.Core;
using Grpc.Net.Client;
using MagicOnion.Client;

var port = Environment.GetEnvironmentVariable("PORT") ?? "5000";
var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");

for (var calls = 1; ; calls++)
{
    var tenant = $"tenant-{calls % 100}";
    var sum = await ClientFor(tenant).SumAsync(calls % 1000, 456);
    if (calls % 999 == 1) Console.WriteLine($"Call {calls}, {tenant}: {calls % 1000} + 456 = {sum}");
}

// Every request is some tenant's, and has two seconds from its start: so every request gets a client of its own.
IMyFirstService ClientFor(string tenant) =>
    MagicOnionClient.Create<IMyFirstService>(channel)
        .WithHeaders(new Metadata { { "x-tenant", tenant } })
        .WithDeadline(DateTime.UtcNow.AddSeconds(2));
