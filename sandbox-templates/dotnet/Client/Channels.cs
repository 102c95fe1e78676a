using Grpc.Net.Client;
using LeakLab.Contract;
using LeakLab.Measuring;
using MagicOnion.Client;

namespace LeakLab.Client;

/// <summary>The wrong cure: nothing stays in a cache that goes itself, and each call pays for a channel.</summary>
static class Channels
{
    public static Scenario Disposed(Uri address) =>
        ChannelForEachCall.Scenario("channel-disposed", address, dispose: true, Sum);

    public static Scenario Dropped(Uri address) =>
        ChannelForEachCall.Scenario("channel-dropped", address, dispose: false, Sum);

    static async Task Sum(GrpcChannel channel) =>
        await MagicOnionClient.Create<IMyFirstService>(channel).SumAsync(123, 456);
}
