using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace LeakLab.Interop;

/// <summary>The test service of the HTTP/2 package, `sandbox-templates/http2/tests/grpc/service.ts`: bytes in, bytes out.</summary>
class TestService : IServiceMethodProvider<TestService>
{
    static readonly Marshaller<byte[]> bytes = Marshallers.Create<byte[]>(body => body, body => body);

    static int cancelled, sent;

    public static Method<byte[], byte[]> Method(MethodType type, string name) => new(type, "lab.Test", name, bytes, bytes);

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<TestService> context)
    {
        void Unary(string name, UnaryServerMethod<TestService, byte[], byte[]> handler) =>
            context.AddUnaryMethod(Method(MethodType.Unary, name), [], handler);

        Unary("Echo", Echo);
        Unary("Fail", Fail);
        Unary("Hang", Hang);
        Unary("Together", (_, request, _) => Together.Join(request));
        Unary("Cancelled", Cancelled);
        Unary("Sent", (_, _, _) => Task.FromResult(Text.Octets(Volatile.Read(ref sent))));
        context.AddClientStreamingMethod(Method(MethodType.ClientStreaming, "Collect"), [], Collect);
        context.AddServerStreamingMethod(Method(MethodType.ServerStreaming, "Count"), [], Count);
        context.AddServerStreamingMethod(Method(MethodType.ServerStreaming, "Forever"), [], Forever);
        context.AddDuplexStreamingMethod(Method(MethodType.DuplexStreaming, "Chat"), [], Chat);
    }

    static async Task<byte[]> Echo(TestService _, byte[] request, ServerCallContext context)
    {
        Metadata back = [];
        foreach (var entry in context.RequestHeaders.Where(entry => entry.Key.StartsWith("x-")))
        {
            back.Add(entry);
            if (entry.IsBinary) context.ResponseTrailers.Add($"{entry.Key[..^4]}-trailer-bin", entry.ValueBytes);
            else context.ResponseTrailers.Add($"{entry.Key}-trailer", entry.Value);
        }
        await context.WriteResponseHeadersAsync(back);
        return request;
    }

    static Task<byte[]> Fail(TestService _, byte[] request, ServerCallContext context)
    {
        var (code, details) = Text.Of(request).Split(' ', 2) is [var first, var rest] ? (int.Parse(first), rest) : (2, "");
        throw new RpcException(new Status((StatusCode)code, details), new Metadata { { "reason", "asked" } });
    }

    static async Task<byte[]> Hang(TestService _, byte[] request, ServerCallContext context)
    {
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return request;
    }

    static async Task<byte[]> Cancelled(TestService _, byte[] request, ServerCallContext context)
    {
        while (Volatile.Read(ref cancelled) < int.Parse(Text.Of(request))) await Task.Yield();
        return Text.Octets(cancelled);
    }

    static async Task<byte[]> Collect(TestService _, IAsyncStreamReader<byte[]> messages, ServerCallContext context)
    {
        var (octets, count) = (0, 0);
        await foreach (var message in messages.ReadAllAsync()) (octets, count) = (octets + message.Length, count + 1);
        return Text.Octets($"{octets}/{count}");
    }

    static async Task Count(TestService _, byte[] request, IServerStreamWriter<byte[]> answers, ServerCallContext context)
    {
        for (var (index, count) = (0, int.Parse(Text.Of(request))); index < count; index++)
            await answers.WriteAsync(Text.Octets(index));
    }

    static async Task Forever(TestService _, byte[] request, IServerStreamWriter<byte[]> answers, ServerCallContext context)
    {
        using var gone = context.CancellationToken.Register(() => Interlocked.Increment(ref cancelled));
        while (!context.CancellationToken.IsCancellationRequested)
        {
            await answers.WriteAsync(new byte[1000], context.CancellationToken);
            Interlocked.Increment(ref sent);
        }
    }

    static async Task Chat(
        TestService _, IAsyncStreamReader<byte[]> messages, IServerStreamWriter<byte[]> answers, ServerCallContext context)
    {
        await foreach (var message in messages.ReadAllAsync()) await answers.WriteAsync(message);
    }
}

/// <summary>Calls that are answered together, once there are as many as each of them says.</summary>
static class Together
{
    static readonly Lock access = new();
    static List<TaskCompletionSource> waiting = [];

    public static async Task<byte[]> Join(byte[] request)
    {
        TaskCompletionSource mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
        List<TaskCompletionSource> released = [];
        lock (access)
        {
            waiting.Add(mine);
            if (waiting.Count == int.Parse(Text.Of(request))) (released, waiting) = (waiting, []);
        }
        foreach (var call in released) call.SetResult();
        await mine.Task;
        return request;
    }
}
