using Grpc.Core;
using Grpc.Net.Client;
using MagicOnion.Client;

var port = Environment.GetEnvironmentVariable("PORT") ?? "5000";
var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");

// Made once: it holds the methods.
var baseClient = MagicOnionClient.Create<IMyFirstService>(channel);

for (var calls = 1; ; calls++)
{
    var tenant = $"tenant-{calls % 100}";
    var sum = await ClientFor(tenant).SumAsync(calls % 1000, 456);
    if (calls % 999 == 1) Console.WriteLine($"Call {calls}, {tenant}: {calls % 1000} + 456 = {sum}");
}

// Every request is some tenant's, and has two seconds from its start: a client derived from the base differs in its options alone.
IMyFirstService ClientFor(string tenant) =>
    baseClient
        .WithHeaders(new Metadata { { "x-tenant", tenant } })
        .WithDeadline(DateTime.UtcNow.AddSeconds(2));
