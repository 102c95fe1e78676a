using Grpc.Net.Client;
using LeakLab.Contract;
using MagicOnion.Client;

namespace LeakLab.Lessons;

static class MethodCaching
{
    public static async Task TheIssue(string address)
    {
        #region issue
        // One channel, as one should.
        var channel =
            GrpcChannel.ForAddress(address);
        var ci = channel.CreateCallInvoker();
        while (true)
        {
            // A client for each request.
            var client = MagicOnionClient
                .Create<IMyFirstService>(ci);
            await client.SumAsync(123, 456);
        }
        #endregion
    }
}
