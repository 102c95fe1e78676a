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

    public static IMyFirstService Merge(IMyFirstService baseClient, string tenant)
    {
        #region merge
        // All headers, in one set.
        var client = baseClient
            .WithHeaders(new Metadata {
                { "x-app", "shop" },
                { "x-tenant", tenant } });
        #endregion
        return client;
    }

    public static IMyFirstService ByHand(IMyFirstService baseClient, Metadata headers, CancellationToken gone)
    {
        #region call-options
        var options = new CallOptions(
            headers: headers,
            deadline:
                DateTime.UtcNow.AddSeconds(2),
            cancellationToken: gone);
        var client =
            baseClient.WithOptions(options);
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
