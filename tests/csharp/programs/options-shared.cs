using Grpc.Net.Client;
using MagicOnion.Client;

var address = $"http://127.0.0.1:{Environment.GetEnvironmentVariable("PORT")}";
var options = new GrpcChannelOptions { MaxRetryAttempts = 2 };
using var second = GrpcChannel.ForAddress(address, options);
using (var first = GrpcChannel.ForAddress(address, options))
    Console.WriteLine(await MagicOnionClient.Create<IMyFirstService>(first).SumAsync(123, 456));
Console.WriteLine(await MagicOnionClient.Create<IMyFirstService>(second).SumAsync(123, 456));
Console.WriteLine($"{options.HttpHandler is null} {options.DisposeHttpClient}");

/*
Prints:
579
579
True False
*/
