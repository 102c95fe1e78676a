using Grpc.Net.Client;
using LeakLab.Contract;
using MagicOnion.Client;

namespace LeakLab.Lessons;

static class FirstSum
{
    public static async Task<int> Client(string address)
    {
        #region client
        var channel =
            GrpcChannel.ForAddress(address);
        var client = MagicOnionClient
            .Create<IMyFirstService>(channel);

        var sum = await client.SumAsync(123, 456);
        #endregion
        return sum;
    }
}
