using Grpc.Core;
using Grpc.Net.Client;
using LeakLab.Contract;
using MagicOnion.Client;

namespace LeakLab.Lessons;

static class WithOptions
{
    public static IMyFirstService Derive(GrpcChannel channel, string tenant)
    {
        #region derive
        // Once, next to the channel:
        var baseClient = MagicOnionClient
            .Create<IMyFirstService>(channel);

        // For each request:
        var client = baseClient
            .WithHeaders(new Metadata {
                { "x-tenant", tenant } })
            .WithDeadline(
                DateTime.UtcNow.AddSeconds(2));
        #endregion
        return client;
    }

    public static void Order(IMyFirstService client, Metadata headers, CallOptions options)
    {
        #region order
        // No headers: replaced.
        client.WithHeaders(headers)
            .WithOptions(options);

        // Options, then these headers.
        client.WithOptions(options)
            .WithHeaders(headers);
        #endregion
    }
}
