using Grpc.Net.Client;
using LeakLab.Contract;
using LeakLab.Measuring;
using MagicOnion.Client;

namespace LeakLab.Client;

/// <summary>Each <c>ConnectAsync</c> of a StreamingHub calls a method of its own, and there is no <c>With…</c> to share one.</summary>
static class Hubs
{
    /// <summary>Reconnects that one channel serves before <see cref="RenewsItsChannel"/> takes another.</summary>
    const int ConnectsToAChannel = 500;

    sealed class Receiver : IRoomReceiver;

    public static Scenario Reconnects(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        return new("hub-reconnects", channel, _ => ConnectAndPing(channel));
    }

    public static Scenario Calls(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var hub = StreamingHubClient.ConnectAsync<IRoomHub, IRoomReceiver>(channel, new Receiver());
        return new("hub-calls", channel, async call => await (await hub).PingAsync(call));
    }

    public static Scenario RenewsItsChannel(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        return new(
            "hub-renews-channel",
            async call =>
            {
                if (call > 0 && call % ConnectsToAChannel == 0)
                {
                    channel.Dispose();
                    channel = GrpcChannel.ForAddress(address);
                }
                await ConnectAndPing(channel);
            },
            () => MethodCache.EntriesOf(channel))
        {
            End = () => channel.Dispose(),
        };
    }

    static async Task ConnectAndPing(GrpcChannel channel)
    {
        var hub = await StreamingHubClient.ConnectAsync<IRoomHub, IRoomReceiver>(channel, new Receiver());
        await hub.PingAsync(1);
        await hub.DisposeAsync();
    }
}
