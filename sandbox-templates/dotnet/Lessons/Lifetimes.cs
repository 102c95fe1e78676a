using Grpc.Core;
using Grpc.Net.Client;
using LeakLab.Contract;
using MagicOnion.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LeakLab.Lessons;

public static class Lifetimes
{
    public record Request(string Tenant);

    public static void Register(IServiceCollection services, string address)
    {
        #region register
        services.AddSingleton(_ =>
            GrpcChannel.ForAddress(address));

        // The base: once.
        services.AddKeyedSingleton("base",
            (sp, _) => MagicOnionClient
                .Create<IMyFirstService>(
                    sp.GetRequiredService<
                        GrpcChannel>()));

        // Derived: once for each request.
        services.AddScoped(sp =>
            sp.GetRequiredKeyedService<
                    IMyFirstService>("base")
                .WithHeaders(new Metadata {
                    { "x-tenant",
                      sp.GetRequiredService<
                          Request>().Tenant } }));
        #endregion
    }

    public static void ClientFactory(IServiceCollection services, Uri address)
    {
        #region client-factory
        // Leaks: one Create for each resolve,
        // all of them on one channel.
        services
            .AddGrpcClient<IMyFirstService>(
                o => o.Address = address)
            .ConfigureGrpcClientCreator(ci =>
                MagicOnionClient
                    .Create<IMyFirstService>(ci));
        #endregion
    }
}
