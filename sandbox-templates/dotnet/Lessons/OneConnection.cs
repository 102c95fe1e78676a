using Grpc.Net.Client;
using LeakLab.Contract;

namespace LeakLab.Lessons;

static class OneConnection
{
    public static async Task Workers(IMyFirstService client)
    {
        #region workers
        async Task Work()
        {
            for (;;)
                await client.SumAsync(123, 456);
        }

        await Task.WhenAll(
            Enumerable.Range(0, 64)
                .Select(_ => Work()));
        #endregion
    }

    public static GrpcChannel Keepalive(string address)
    {
        #region keepalive
        var handler = new SocketsHttpHandler
        {
            // Keep it when it is idle, and ping.
            PooledConnectionIdleTimeout =
                Timeout.InfiniteTimeSpan,
            KeepAlivePingDelay =
                TimeSpan.FromMinutes(1),
            EnableMultipleHttp2Connections = true,
        };
        var channel = GrpcChannel.ForAddress(
            address,
            new GrpcChannelOptions
                { HttpHandler = handler });
        #endregion
        return channel;
    }
}
