using Grpc.Net.Client;
using LeakLab.Client;
using LeakLab.Measuring;
using MagicOnion.Client;

return await Laboratory.Main(
    args,
    [
        new("leak", "a client for each call, on one channel: MagicOnion #754; then as many clients, created and derived, that are never called", 20_000,
            Clients.ClientForEachCall, Creates.Uncalled, Creates.Derived),
        new("reuse", "one client for all calls", 20_000, Clients.OneClient),
        new("with-options", "one base, and a client derived from it for each call", 20_000, Clients.WithOptions),
        new("hub", "a StreamingHub that reconnects, one that stays, and one that changes its channel", 2_000,
            Hubs.Reconnects, Hubs.Calls, Hubs.RenewsItsChannel),
        new("filter", "a filter that adds a header to a kept client, what does not help, and what does", 3_000,
            Filters.Kept, Filters.WithDeadline, Filters.WithHeaders, Filters.WithOptions, Filters.ClientForEachCall),
        new("channels", "a channel for each call, against one", 500,
            Clients.OneClient, Channels.Disposed, Channels.Dropped),
        new("cures", "the leak, and what does and does not cure it", 5_000,
            Clients.ClientForEachCall, Clients.OneClient, Clients.WithOptions, Clients.WithHeaders, Cures.FirstOfEachName,
            Cures.ScopedFromBase, Cures.TransientCreate, Cures.ClientFactory),
    ],
    () => ServerProcess.Start(Path.Combine(AppContext.BaseDirectory, "LeakLab.Server.dll"), "0"),
    typeof(GrpcChannel).Assembly,
    typeof(MagicOnionClient).Assembly);
