using System.Diagnostics.Metrics;
using Grpc.Core;
using Grpc.Net.Client;
using MagicOnion.Client;

var meter = new Meter("Sums");
var metrics = new Exporter(meter);
var answered = meter.CreateCounter<long>("sum_calls_total", description: "Calls answered.");

var port = Environment.GetEnvironmentVariable("PORT") ?? "5000";
var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
var baseClient = MagicOnionClient.Create<IMyFirstService>(channel);

for (var calls = 1; ; calls++)
{
    var tenant = $"tenant-{calls % 100}";
    var sum = await baseClient
        .WithHeaders(new Metadata { { "x-tenant", tenant } })
        .SumAsync(calls % 1000, 456);
    answered.Add(1, new("tenant", tenant), new("request", $"r{calls}"));
    if (calls % 2000 == 1)
    {
        var lines = metrics.Scrape();
        Console.WriteLine($"Call {calls}: {calls % 1000} + 456 = {sum}. /metrics has {lines.Count} lines:");
        foreach (var line in lines.TakeLast(3)) Console.WriteLine(line);
    }
}
