using System.Reflection;
using Grpc.Net.Client;
using LeakLab.Measuring;
using LeakLab.Plain;

if (args is ["serve", ..])
{
    await SumServer.Serve(port: args is [_, var port] ? int.Parse(port) : 5000);
    return 0;
}

return await Laboratory.Main(
    args,
    [
        new("leak", "a client for each call, on one channel", 20_000, Scenarios.ClientForEachCall),
        new("reuse", "one client for all calls", 20_000, Scenarios.OneClient),
        new("with-options", "one base, and a client derived from it for each call", 20_000, Scenarios.WithOptions),
        new("hub", "a streaming hub that reconnects, and one that stays", 2_000, Scenarios.HubReconnects, Scenarios.HubCalls),
        new("filter", "a filter that adds a header to a kept client, and its cure", 3_000, Scenarios.FilterAdds, Scenarios.FilterOnOwnHeaders),
        new("channels", "a channel for each call, against one", 500, Scenarios.OneClient, Scenarios.ChannelDisposed, Scenarios.ChannelDropped),
        new("cures", "the leak, and what cures it", 5_000,
            Scenarios.ClientForEachCall, Scenarios.OneClient, Scenarios.WithOptions, Scenarios.GeneratedClientForEachCall),
    ],
    () => ServerProcess.Start(Assembly.GetExecutingAssembly().Location, "serve", "0"),
    typeof(GrpcChannel).Assembly);
