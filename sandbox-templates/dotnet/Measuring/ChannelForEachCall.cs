using Grpc.Net.Client;

namespace LeakLab.Measuring;

/// <summary>What a channel for each call costs: its figure is of connections that are open.</summary>
public static class ChannelForEachCall
{
    /// <summary>One that is not disposed keeps its socket for a minute or so: a run must not come near what a process may open.</summary>
    const int MostDropped = 500;

    public static Scenario Scenario(string name, Uri address, bool dispose, Func<GrpcChannel, Task> call)
    {
        var connections = new OpenConnections();
        List<WeakReference<GrpcChannel>> channels = [];
        return new(
            name,
            async _ =>
            {
                var channel = GrpcChannel.ForAddress(address);
                channels.Add(new(channel));
                await call(channel);
                if (dispose) channel.Dispose();
            },
            () => channels.Sum(weak => weak.TryGetTarget(out var channel) ? MethodCache.EntriesOf(channel) : 0))
        {
            Also = [("connections", () => connections.Count)],
            Most = dispose ? int.MaxValue : MostDropped,
            End = connections.Dispose,
        };
    }
}
