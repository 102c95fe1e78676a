using Grpc.Core;
using Grpc.Net.Client;
using LeakLab.Contract;
using MagicOnion.Client;

namespace LeakLab.Lessons;

static class CheatSheet
{
    public static async Task Leaks(GrpcChannel channel)
    {
        #region leaks
        // In a handler, once per request:
        var client = MagicOnionClient
            .Create<IMyFirstService>(channel);
        await client.SumAsync(123, 456);
        #endregion
    }

    public static async Task Cured(GrpcChannel channel, string tenant)
    {
        #region cured
        // Once:
        var baseClient = MagicOnionClient
            .Create<IMyFirstService>(channel);

        // Per request:
        var client = baseClient
            .WithHeaders(new Metadata {
                { "x-tenant", tenant } })
            .WithDeadline(
                DateTime.UtcNow.AddSeconds(2));
        await client.SumAsync(123, 456);
        #endregion
    }
}
