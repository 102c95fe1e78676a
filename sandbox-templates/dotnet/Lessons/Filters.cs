using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using LeakLab.Contract;
using MagicOnion.Client;

namespace LeakLab.Lessons;

static class Filters
{
    #region filter
    class Tracing : IClientFilter
    {
        public ValueTask<ResponseContext> SendAsync(
            RequestContext context,
            Func<RequestContext,
                ValueTask<ResponseContext>> next)
        {
            context.CallOptions.Headers!
                .Add("x-trace", NewTrace());
            return next(context);
        }
    }
    #endregion

    public static IMyFirstService Derive(GrpcChannel channel)
    {
        #region derive
        // Once, with its filters:
        var baseClient = MagicOnionClient
            .Create<IMyFirstService>(
                channel, [new Tracing()]);

        // For each call, headers of its own:
        var client = baseClient
            .WithHeaders(new Metadata());
        #endregion
        return client;
    }

    public static GrpcChannel Credentials(string address)
    {
        #region credentials
        var credentials = CallCredentials
            .FromInterceptor((context, metadata) =>
            {
                metadata.Add("x-trace", NewTrace());
                return Task.CompletedTask;
            });
        var channel = GrpcChannel.ForAddress(
            address, new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(
                    ChannelCredentials.SecureSsl,
                    credentials),
            });
        #endregion
        return channel;
    }

    public static IMyFirstService Intercept(GrpcChannel channel)
    {
        #region interceptor
        // Without filters and without headers:
        var client = MagicOnionClient
            .Create<IMyFirstService>(
                channel.Intercept(metadata =>
                {
                    metadata.Add(
                        "x-trace", NewTrace());
                    return metadata;
                }));
        #endregion
        return client;
    }

    static string NewTrace() => Guid.NewGuid().ToString();
}
