using Grpc.Net.Client;
using MagicOnion.Client;
using static Grpc.Net.Client.GrpcChannel;

string[] addresses = [$"http://127.0.0.1:{Environment.GetEnvironmentVariable("PORT")}"];
Func<string, GrpcChannel> open = ForAddress;
foreach (var channel in addresses.Select(GrpcChannel.ForAddress).Append(open(addresses[0])))
{
    using var own = channel;
    Console.WriteLine(await MagicOnionClient.Create<IMyFirstService>(own).SumAsync(123, 456));
}
Action<int> sleep = Thread.Sleep;
sleep(1);
Func<CancellationToken, CancellationTokenSource> link = CancellationTokenSource.CreateLinkedTokenSource;
using var linked = link(default);
Console.WriteLine($"{nameof(GrpcChannel.ForAddress)} {linked.IsCancellationRequested}");

/*
Prints:
579
579
ForAddress False
*/
