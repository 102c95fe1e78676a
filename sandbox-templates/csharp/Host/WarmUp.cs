using System.Net;
using Grpc.Net.Client;
using MagicOnion;
using MagicOnion.Client;

namespace LeakLab.Host;

/// <summary>What is asked to warm up.</summary>
public interface IWarmUp : IService<IWarmUp>
{
    UnaryResult<int> SumAsync(int x, int y);
}

/// <summary>
/// One call that goes to no server and counts nowhere, before there is a program: what a program's first call needs is then loaded and compiled. What it leaves behind is
/// garbage, or what the first call of any program would leave.
/// </summary>
static class WarmUp
{
    public static async Task Run()
    {
        using var channel = GrpcChannel.ForAddress("http://nowhere", new() { HttpHandler = new Answering() });
        await MagicOnionClient.Create<IWarmUp>(channel).SumAsync(1, 2);
    }

    sealed class Answering : HttpMessageHandler
    {
        /// <summary>A number in MessagePack, in gRPC's frame.</summary>
        static readonly byte[] Sum = [0, 0, 0, 0, 1, 3];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Version = HttpVersion.Version20, RequestMessage = request, Content = new ByteArrayContent(Sum) };
            response.Content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
            response.TrailingHeaders.TryAddWithoutValidation("grpc-status", "0");
            return response;
        }
    }
}
