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
            channelOptions.HttpHandler = new SandboxHandler();
            channelOptions.DisposeHttpClient = true;
        }
        var channel = GrpcChannel.ForAddress(address, channelOptions);
        Census.Channels.Add(channel);
        return channel;
    }
}
