using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

/// <summary>The server, in a process of its own: what you measure of the program is the client's alone.</summary>
static class SumServer
{
    // Forgotten, it would be collected, and its input closed with it.
    static Process? server;

    /// <summary>Starts this very file as the server, on a free port, which it puts into PORT.</summary>
    public static async Task BeginAsync(string[] args)
    {
        if (args is ["server"]) await ServeAsync();
        var start = new ProcessStartInfo(Environment.ProcessPath!, "server") { RedirectStandardInput = true, RedirectStandardOutput = true };
        server = Process.Start(start)!;
        var port = await server.StandardOutput.ReadLineAsync();
        if (port is null) throw new InvalidOperationException("The server did not start. What it says of it stands above.");
        Environment.SetEnvironmentVariable("PORT", port);
        Console.WriteLine($"The client is process {Environment.ProcessId}. Ctrl+C ends it.");
    }

    /// <summary>Serves until its input ends, and with it the program that started it.</summary>
    static async Task ServeAsync()
    {
        // Ctrl+C goes to both: the program is to end first.
        Console.CancelKeyPress += (_, pressed) => pressed.Cancel = true;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddMagicOnion();
        await using var app = builder.Build();
        app.MapMagicOnionService();
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Console.WriteLine(new Uri(addresses.Addresses.First()).Port);
        while (await Console.In.ReadLineAsync() is not null) { }
        Environment.Exit(0);
    }
}
