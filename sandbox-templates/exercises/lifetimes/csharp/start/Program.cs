using Grpc.Core;
using Grpc.Net.Client;
using MagicOnion.Client;
using Microsoft.Extensions.DependencyInjection;

var port = Environment.GetEnvironmentVariable("PORT") ?? "5000";
var requests = 0;

var services = new ServiceCollection();
services.AddScoped(_ => new Request($"tenant-{++requests % 100}"));
services.AddSingleton(_ => GrpcChannel.ForAddress($"http://127.0.0.1:{port}"));
services.AddTransient(scope =>
    MagicOnionClient.Create<IMyFirstService>(scope.GetRequiredService<GrpcChannel>())
        .WithHeaders(new Metadata { { "x-tenant", scope.GetRequiredService<Request>().Tenant } }));
await using var provider = services.BuildServiceProvider();

for (; ; )
{
    await using var scope = provider.CreateAsyncScope();
    var tenant = scope.ServiceProvider.GetRequiredService<Request>().Tenant;
    var x = requests % 1000;
    var total = await Price(scope.ServiceProvider, x);
    var withTax = await Tax(scope.ServiceProvider, x);
    if (requests % 500 == 1)
        Console.WriteLine($"Request {requests}, {tenant}: {x} + 456 = {total}, {x} + 19 = {withTax}");
}

// Two parts of one request. Each asks for a client, as a constructor's parameter would.
async Task<int> Price(IServiceProvider scope, int x) =>
    await scope.GetRequiredService<IMyFirstService>().SumAsync(x, 456);

async Task<int> Tax(IServiceProvider scope, int x) =>
    await scope.GetRequiredService<IMyFirstService>().SumAsync(x, 19);

record Request(string Tenant);
