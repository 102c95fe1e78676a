using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LeakLab.Interop;

static class InteropHost
{
    /// <summary>Serves on a free port of Kestrel's until the input ends.</summary>
    public static async Task Serve(Action<IServiceCollection> add, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        // What handlers throw is thrown on purpose.
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        add(builder.Services);
        await using var app = builder.Build();
        map(app);
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Console.WriteLine($"listens on port {new Uri(addresses.Addresses.First()).Port}");
        while (await Console.In.ReadLineAsync() is not null) { }
        await app.StopAsync();
    }
}
