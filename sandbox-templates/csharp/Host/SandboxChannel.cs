using Grpc.Net.Client;

namespace LeakLab.Host;

/// <summary>What a program's <c>GrpcChannel.ForAddress</c> is compiled as: the same channel, which is counted, over whatever reaches the sandbox's server.</summary>
public static class SandboxChannel
{
    public static GrpcChannel ForAddress(string address) => ForAddress(new Uri(address), new());
    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new());
    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) => ForAddress(new Uri(address), channelOptions);

    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        var channel = Transport.Open(address, channelOptions);
        Census.Channels.Add(channel);
        return channel;
    }
}
