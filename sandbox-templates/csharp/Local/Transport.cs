using Grpc.Net.Client;

namespace LeakLab.Host;

/// <summary>How a channel reaches the sandbox's server: as anywhere, over .NET's own HTTP/2.</summary>
static class Transport
{
    public static GrpcChannel Open(Uri address, GrpcChannelOptions options) => GrpcChannel.ForAddress(address, options);
}
