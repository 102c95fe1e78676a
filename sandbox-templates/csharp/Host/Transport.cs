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
        var disposes = options.DisposeHttpClient;
        try
        {
            (options.HttpHandler, options.DisposeHttpClient) = (handler, true);
            return handler.Channel = GrpcChannel.ForAddress(address, options);
        }
        finally
        {
            // They are the program's, which may make another channel of them: that has a connection of its own.
            (options.HttpHandler, options.DisposeHttpClient) = (null, disposes);
        }
    }
}
