using Grpc.Net.Client;
using MagicOnion.Client;

namespace Programs;

/// <summary>A web server whose channel is a singleton of its container, and that makes a client for each request.</summary>
static class Web
{
    public static async Task<object> Make(string address, int requests)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(_ => GrpcChannel.ForAddress(address));
        var app = builder.Build();
        app.MapGet("/sum", async (GrpcChannel channel) =>
            await MagicOnionClient.Create<IMyFirstService>(channel).SumAsync(1, 2));
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new(app.Urls.First()) };
        for (var i = 0; i < requests; i++) await http.GetStringAsync("/sum");
        return app;
    }
}
