// Makes clients as the sandbox's programs do, on a channel that answers by itself, and prints what the host has counted of them.
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Client;
using LeakLab.Host;
using MagicOnion;
using MagicOnion.Client;

Census.Begin();
SayLinkedSources();
After("100 clients without a call", async program =>
{
    for (var i = 0; i < 100; i++) program.Create();
});
After("100 with a call each", async program =>
{
    for (var i = 0; i < 100; i++) await program.Create().SumAsync(123, 456);
});
After("one, and 100 derived of it", async program =>
{
    program.Kept = program.Create();
    for (var i = 0; i < 100; i++) await program.Kept.WithHeaders(new Metadata { { "x-call", $"{i}" } }).SumAsync(123, 456);
});
After("its other method", async program => await program.Kept!.TwiceAsync(5));
After("without the channel", async program => (program.Channel, program.Kept) = (null, null));

static void After(string what, Func<AProgram, Task> step)
{
    AndCollect(() => step(AProgram.It));
    var (channels, entries) = Census.Channels.Alive();
    Console.WriteLine($"{what}: {Census.Clients.Made} clients and {Census.Methods.Made} methods made, {Census.Clients.Alive()} and {Census.Methods.Alive()} alive; {channels} channels with {entries} entries");
}

// Of a source that lives as long as all this.
static void SayLinkedSources()
{
    using var stop = new CancellationTokenSource();
    List<CancellationTokenSource> disposedOf = [];
    void Say(string what, Func<Task> step)
    {
        AndCollect(step);
        Console.WriteLine($"{what}: {Census.LinkedSources.Made} linked sources made, {Census.LinkedSources.Alive()} left");
    }
    Say("10 left, and 10 disposed of, which something still holds", async () =>
    {
        for (var i = 0; i < 10; i++)
        {
            SandboxTokenSource.CreateLinkedTokenSource(stop.Token);
            disposedOf.Add(SandboxTokenSource.CreateLinkedTokenSource(stop.Token, default));
            disposedOf[^1].Dispose();
        }
    });
    Say("10 of tokens that nobody can cancel", async () =>
    {
        for (var i = 0; i < 10; i++) SandboxTokenSource.CreateLinkedTokenSource(new CancellationToken[1 + i % 4]);
    });
    List<CancellationTokenSource> waiting = [];
    Say("10 that are to be cancelled in a minute", async () =>
    {
        for (var i = 0; i < 10; i++)
        {
            var linked = SandboxTokenSource.CreateLinkedTokenSource(stop.Token);
            linked.CancelAfter(TimeSpan.FromMinutes(1));
            waiting.Add(linked);
        }
    });
    Say("these when they have been cancelled", async () =>
    {
        waiting.ForEach(linked => linked.CancelAfter(1));
        while (waiting.Exists(linked => !linked.IsCancellationRequested)) await Task.Delay(1);
    });
    Say("and disposed of", async () => waiting.ForEach(linked => linked.Dispose()));
}

// On another thread, which keeps nothing when it is done.
static void AndCollect(Func<Task> step)
{
    Task.Run(step).Wait();
    GC.Collect();
    GC.WaitForPendingFinalizers();
    GC.Collect();
}

sealed class AProgram
{
    public static readonly AProgram It = new();

    public GrpcChannel? Channel { get; set; }
    public ICounted? Kept { get; set; }

    AProgram()
    {
        Channel = GrpcChannel.ForAddress("http://sum.test", new() { HttpHandler = new Answers() });
        Census.Channels.Add(Channel);
    }

    public ICounted Create() => MagicOnionClient.Create<ICounted>(Channel!);
}

public interface ICounted : IService<ICounted>
{
    UnaryResult<int> SumAsync(int x, int y);
    UnaryResult<int> TwiceAsync(int x);
}

/// <summary>Answers every call with 579.</summary>
sealed class Answers : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
        var answer = new HttpResponseMessage(HttpStatusCode.OK)
        {
            Version = HttpVersion.Version20,
            RequestMessage = request,
            Content = new ByteArrayContent([0, 0, 0, 0, 3, 0xcd, 2, 0x43]) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        answer.TrailingHeaders.Add("grpc-status", "0");
        return answer;
    }
}
