using Grpc.Net.Client;
using MagicOnion;
using MagicOnion.Client;

namespace Programs;

public interface IMyFirstService : IService<IMyFirstService>
{
    UnaryResult<int> SumAsync(int x, int y);
}

/// <summary>MagicOnion #754 and its cure, on a channel that a static field holds.</summary>
static class Leak
{
    static GrpcChannel? channel;
    static readonly List<GrpcChannel> channels = [];

    public static async Task<object> Make(string address, int calls, bool perCall)
    {
        channel = GrpcChannel.ForAddress(address);
        var client = MagicOnionClient.Create<IMyFirstService>(channel);
        for (var i = 0; i < calls; i++)
        {
            if (perCall) client = MagicOnionClient.Create<IMyFirstService>(channel);
            await client.SumAsync(i, i);
        }
        return channel;
    }

    public static async Task<object> Channels(string address, int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            var one = GrpcChannel.ForAddress(address);
            channels.Add(one);
            await MagicOnionClient.Create<IMyFirstService>(one).SumAsync(i, i);
        }
        return channels;
    }
}
