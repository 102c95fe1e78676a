using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using Grpc.Core;
using Grpc.Net.Client;
using MagicOnion.Client;

var port = Environment.GetEnvironmentVariable("PORT") ?? "5000";
var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
var baseClient = MagicOnionClient.Create<IMyFirstService>(channel);

// Fires when the program is told to end: requests under way are then given up.
using var shutdown = new CancellationTokenSource();
using var onTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    shutdown.Cancel();
});

// For the dashboard.
var meter = new Meter("Sums");
var metrics = new Exporter(meter);
var answered = meter.CreateCounter<long>("sum_requests_total", description: "Requests answered.");

for (var request = 1; !shutdown.IsCancellationRequested; request++)
{
    var tenant = $"tenant-{request % 100}";
    try
    {
        var sum = await Handle(request, tenant);
        if (request % 999 == 1)
            Console.WriteLine($"Request {request}, {tenant}: {request % 1000} + 456 = {sum}");
    }
    catch (RpcException) when (shutdown.IsCancellationRequested)
    {
        Console.WriteLine($"Request {request} was given up: the program ends.");
    }
}

IMyFirstService ClientFor(string tenant, CancellationToken gone) =>
    baseClient.WithOptions(new CallOptions(
        headers: new Metadata { { "x-tenant", tenant } },
        deadline: DateTime.UtcNow.AddSeconds(2),
        cancellationToken: gone));

// One request of a tenant's, from its arrival to its answer.
async Task<int> Handle(int request, string tenant)
{
    var sum = await ClientFor(tenant, shutdown.Token).SumAsync(request % 1000, 456);
    answered.Add(1, new KeyValuePair<string, object?>("tenant", tenant));
    return sum;
}
