using Grpc.Net.Client;
using LeakLab.Contract;
using MagicOnion.Client;

namespace LeakLab.Lessons;

static class ChannelReuse
{
    public static async Task ChannelForEachCall(string address)
    {
        #region channel-for-each-call
        // Each turn: TCP, TLS if https, HTTP/2.
        for (;;)
        {
            var channel =
                GrpcChannel.ForAddress(address);
            var client = MagicOnionClient
                .Create<IMyFirstService>(channel);
            await client.SumAsync(123, 456);
        }
        #endregion
    }
}
