// The Sum server, until its input ends. `dotnet run --project Server -- 0` takes a free port instead of 5000.
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

var port = args is [var text, ..] ? int.Parse(text) : 5000;
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel =>
    kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
builder.Services.AddMagicOnion();
await using var app = builder.Build();
app.MapMagicOnionService();
await app.StartAsync();
var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
Console.WriteLine($"The Sum server listens on port {new Uri(addresses.Addresses.First()).Port}.");
while (await Console.In.ReadLineAsync() is not null) { }
await app.StopAsync();
