using Grpc.Core;
using LeakLab.Contract;

namespace LeakLab.Lessons;

class OptionsPerRequest(IMyFirstService baseClient, TimeSpan patience)
{
    #region client-for
    public IMyFirstService ClientFor(
        string tenant,
        CancellationToken gone) => baseClient
            .WithHeaders(new Metadata {
                { "x-tenant", tenant } })
            .WithDeadline(
                DateTime.UtcNow + patience)
            .WithCancellationToken(gone);
    #endregion
}
