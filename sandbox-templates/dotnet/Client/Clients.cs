using Grpc.Core;
using Grpc.Net.Client;
using LeakLab.Contract;
using LeakLab.Measuring;
using MagicOnion.Client;

namespace LeakLab.Client;

/// <summary>The leak, and the same calls without it.</summary>
static class Clients
{
    public static Scenario ClientForEachCall(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var invoker = channel.CreateCallInvoker();
        return new("client-for-each-call", channel, async _ =>
        {
            var client = MagicOnionClient.Create<IMyFirstService>(invoker);
            await client.SumAsync(123, 456);
        });
    }

    public static Scenario OneClient(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var client = MagicOnionClient.Create<IMyFirstService>(channel);
        return new("one-client", channel, async _ => await client.SumAsync(123, 456));
    }

    public static Scenario WithOptions(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var baseClient = MagicOnionClient.Create<IMyFirstService>(channel);
        return new("with-options", channel, async call =>
        {
            var client = baseClient.WithOptions(new CallOptions(
                headers: new Metadata { { "x-tenant", $"{call % 50}" } },
                deadline: DateTime.UtcNow.AddSeconds(30)));
            await client.SumAsync(123, 456);
        });
    }

    public static Scenario WithHeaders(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var baseClient = MagicOnionClient.Create<IMyFirstService>(channel);
        return new("with-headers", channel, async call =>
            await baseClient.WithHeaders(new Metadata { { "x-tenant", $"{call % 50}" } }).SumAsync(123, 456));
    }
}
