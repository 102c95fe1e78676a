using Grpc.Core;
using Grpc.Net.Client;
using LeakLab.Contract;
using LeakLab.Measuring;
using MagicOnion.Client;

namespace LeakLab.Client;

/// <summary>A filter that adds a header, in place: the only way there is, as <c>RequestContext.CallOptions</c> cannot be set.</summary>
static class Filters
{
    sealed class AddsTrace : IClientFilter
    {
        /// <summary>How many headers the last call took along.</summary>
        public int Headers { get; private set; }

        public async ValueTask<ResponseContext> SendAsync(RequestContext context, Func<RequestContext, ValueTask<ResponseContext>> next)
        {
            var headers = context.CallOptions.Headers!;
            headers.Add("x-trace", $"value-{headers.Count:D6}");
            Headers = headers.Count;
            return await next(context);
        }
    }

    /// <summary>One <c>Metadata</c> for the client's life: it grows until no call comes through.</summary>
    public static Scenario Kept(Uri address) => On(address, "filter-kept", client => client);

    /// <summary>Derives, and yet shares the base's headers.</summary>
    public static Scenario WithDeadline(Uri address) =>
        On(address, "filter-with-deadline", client => client.WithDeadline(DateTime.UtcNow.AddSeconds(30)));

    public static Scenario WithHeaders(Uri address) =>
        On(address, "filter-with-headers", client => client.WithHeaders([]));

    public static Scenario WithOptions(Uri address) =>
        On(address, "filter-with-options", client => client.WithOptions(default));

    /// <summary>Fresh headers with each client, and a fresh method: the first leak in place of the second.</summary>
    public static Scenario ClientForEachCall(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var filter = new AddsTrace();
        return new("filter-client-for-each-call", channel, async _ =>
            await MagicOnionClient.Create<IMyFirstService>(channel, [filter]).SumAsync(123, 456))
        {
            Also = [("headers", () => filter.Headers)],
        };
    }

    static Scenario On(Uri address, string name, Func<IMyFirstService, IMyFirstService> derive)
    {
        var channel = GrpcChannel.ForAddress(address);
        var filter = new AddsTrace();
        var client = MagicOnionClient.Create<IMyFirstService>(channel, [filter]);
        return new(name, channel, async _ => await derive(client).SumAsync(123, 456))
        {
            Also = [("headers", () => filter.Headers)],
        };
    }
}
