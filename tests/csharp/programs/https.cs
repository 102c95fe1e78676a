using Grpc.Core;
using Grpc.Net.Client;
using MagicOnion.Client;

using var channel = GrpcChannel.ForAddress($"https://127.0.0.1:{Environment.GetEnvironmentVariable("PORT")}");
try
{
    Console.WriteLine(await MagicOnionClient.Create<IMyFirstService>(channel).SumAsync(123, 456));
}
catch (RpcException told)
{
    Console.WriteLine(told.StatusCode);
    Console.WriteLine(told.Status.Detail);
}

/*
Prints:
Internal
Error starting gRPC call. HttpRequestException: The SSL connection could not be established, see inner exception. AuthenticationException: Cannot determine the frame size or a corrupted frame was received.
*/
