using Grpc.Net.Client;

namespace LeakLab.Host;

/// <summary>What a program's <c>GrpcChannel.ForAddress</c> is compiled as: the same channel, over the sandbox's loopback.</summary>
public static class SandboxChannel
{
    public static GrpcChannel ForAddress(string address) => ForAddress(new Uri(address), new());
    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new());
    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) => ForAddress(new Uri(address), channelOptions);

    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        if (channelOptions is { HttpHandler: null, HttpClient: null })
        {
            // As with the handler that a channel makes for itself, it goes with the channel.
            var handler = new SandboxHandler();
            channelOptions.HttpHandler = handler;
            channelOptions.DisposeHttpClient = true;
            var own = GrpcChannel.ForAddress(address, channelOptions);
            handler.Channel = own;
            return Counted(own);
        }
        return Counted(GrpcChannel.ForAddress(address, channelOptions));
    }

    static GrpcChannel Counted(GrpcChannel channel)
    {
        Census.Channels.Add(channel);
        return channel;
    }
}
