using Grpc.Net.Client;

namespace LeakLab.Host;

/// <summary>How a channel reaches the sandbox's server: over our HTTP/2, in JavaScript.</summary>
static class Transport
{
    public static GrpcChannel Open(Uri address, GrpcChannelOptions options)
    {
        if (options is not { HttpHandler: null, HttpClient: null }) return GrpcChannel.ForAddress(address, options);
        // As with the handler that a channel makes for itself, it goes with the channel.
        var handler = new SandboxHandler();
        options.HttpHandler = handler;
        options.DisposeHttpClient = true;
        return handler.Channel = GrpcChannel.ForAddress(address, options);
    }
}
