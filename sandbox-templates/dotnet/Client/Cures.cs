using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using LeakLab.Contract;
using LeakLab.Lessons;
using LeakLab.Measuring;
using MagicOnion.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LeakLab.Client;

/// <summary>Where the lessons say "this leaks" or "this does not" of code that is not the leak's own.</summary>
static class Cures
{
    /// <summary>A client for each call still, but the channel sees the first method alone.</summary>
    public static Scenario FirstOfEachName(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var invoker = channel.Intercept(new FirstOfEachName());
        return new("first-of-each-name", channel, async _ =>
            await MagicOnionClient.Create<IMyFirstService>(invoker).SumAsync(123, 456));
    }

    /// <summary>The lesson's registrations: a base that is a singleton, and a scope for each call.</summary>
    public static Scenario ScopedFromBase(Uri address)
    {
        var services = new ServiceCollection();
        Lifetimes.Register(services, address.ToString());
        services.AddScoped(_ => new Lifetimes.Request("tenant"));
        return InScopes("scoped-from-base", services.BuildServiceProvider(validateScopes: true));
    }

    public static Scenario TransientCreate(Uri address)
    {
        var services = new ServiceCollection();
        services.AddSingleton(_ => GrpcChannel.ForAddress(address));
        services.AddTransient(provider =>
            MagicOnionClient.Create<IMyFirstService>(provider.GetRequiredService<GrpcChannel>()));
        return InScopes("transient-create", services.BuildServiceProvider(validateScopes: true));
    }

    /// <summary><c>AddGrpcClient</c> with a creator: the client is transient, and the channel is the factory's one.</summary>
    public static Scenario ClientFactory(Uri address)
    {
        CallInvoker? factorys = null;
        var services = new ServiceCollection();
        services
            .AddGrpcClient<IMyFirstService>(options => options.Address = address)
            .ConfigureGrpcClientCreator(invoker => MagicOnionClient.Create<IMyFirstService>(factorys = invoker));
        return InScopes("client-factory", services.BuildServiceProvider(validateScopes: true)) with
        {
            Entries = () => factorys is null ? 0 : MethodCache.EntriesOf(factorys),
        };
    }

    static Scenario InScopes(string name, ServiceProvider provider) => new(
        name,
        async _ =>
        {
            using var scope = provider.CreateScope();
            await scope.ServiceProvider.GetRequiredService<IMyFirstService>().SumAsync(123, 456);
        },
        () => MethodCache.EntriesOf(provider.GetRequiredService<GrpcChannel>()))
    {
        End = provider.Dispose,
    };
}
