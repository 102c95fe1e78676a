using System.Diagnostics.Metrics;
using Grpc.Net.Client;
using LeakLab.Contract;
using MagicOnion.Client;

namespace LeakLab.Lessons;

class InProduction(GrpcChannel channel)
{
    #region count-clients
    static readonly Meter meter = new("Sums");
    static readonly Counter<long> created =
        meter.CreateCounter<long>(
            "magiconion.clients.created");

    public IMyFirstService CreateBase()
    {
        created.Add(1);
        return MagicOnionClient
            .Create<IMyFirstService>(channel);
    }
    #endregion
}
