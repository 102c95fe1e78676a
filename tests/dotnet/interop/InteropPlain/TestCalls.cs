using System.Text.Json;
using System.Text.Json.Serialization;
using Grpc.Core;
using Grpc.Net.Client;

namespace LeakLab.Interop;

/// <summary>The calls of `sandbox-templates/http2/tests/grpc/calls.ts`, made by grpc-dotnet on SocketsHttpHandler.</summary>
class TestCalls(ChannelBase channel)
{
    const int mebibyte = 1 << 20;
    const string unicode = "größe überschritten: 超過了上限 🚱 %20 \"quoted\"\n";

    readonly CallInvoker invoker = channel.CreateCallInvoker();

    /// <summary>A channel that takes messages of any length, on connections of its own.</summary>
    public static GrpcChannel Channel(string address, SocketsHttpHandler? handler = null) => GrpcChannel.ForAddress(
        address, new() { MaxReceiveMessageSize = null, MaxSendMessageSize = null, HttpHandler = handler ?? new() });

    public async Task Run()
    {
        Dictionary<string, Func<Task<object?>>> calls = new()
        {
            ["unary"] = async () => Text.Of(await Unary("Echo", Text.Octets("hello"))),
            ["unary without content"] = async () => (await Unary("Echo", [])).Length,
            ["unary of 1 MiB"] = async () => (await Unary("Echo", Big(mebibyte))).SequenceEqual(Big(mebibyte)),
            ["unary of 16 MiB"] = async () => (await Unary("Echo", Big(16 * mebibyte))).SequenceEqual(Big(16 * mebibyte)),
            ["a thousand unary calls one after another"] = async () =>
            {
                var answered = 0;
                foreach (var message in Indices(1000)) answered += (await Unary("Echo", message)).SequenceEqual(message) ? 1 : 0;
                return answered;
            },
            ["client streaming"] = () => Collect(Indices(10)),
            ["client streaming of 1 MiB messages"] = () => Collect(Enumerable.Repeat(Big(mebibyte), 8)),
            ["10,000 messages to the server"] = () => Collect(Indices(10_000)),
            ["server streaming"] = () => InOrder(Stream("Count", 10).ResponseStream),
            ["server streaming of nothing"] = () => InOrder(Stream("Count", 0).ResponseStream),
            ["10,000 messages from the server"] = () => InOrder(Stream("Count", 10_000).ResponseStream),
            ["bidirectional streaming, turn by turn"] = TurnByTurn,
            ["10,000 messages both ways"] = async () =>
            {
                using var call = Chat();
                var answered = InOrder(call.ResponseStream);
                await WriteAll(call.RequestStream, Indices(10_000));
                return await answered;
            },
            ["statuses"] = async () =>
                await Task.WhenAll(Enumerable.Range(1, 16).Select(code => Failure("Fail", Text.Octets($"{code} because")))),
            ["a status with UTF-8 details"] = async () => await Failure("Fail", Text.Octets($"9 {unicode}")),
            ["a method that does not exist"] = async () => (await Failure("Missing", [])).code,
            ["16 kB of metadata"] = WideMetadata,
            ["a deadline"] = async () => (await Failure("Hang", [], new(deadline: DateTime.UtcNow.AddMilliseconds(50)))).code,
            ["a deadline that has passed"] = async () =>
                (await Failure("Echo", [], new(deadline: DateTime.UtcNow.AddSeconds(-1)))).code,
            ["a cancelled call, and the server hears of it"] = CancelledCall,
            ["a slow reader holds its own stream up, and no other"] = SlowReader,
            ["200 calls at once"] = async () =>
                (await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Unary("Together", Text.Octets(10)))))
                    .Count(answer => Text.Of(answer) == "10"),
        };
        Dictionary<string, object?> results = [];
        foreach (var (name, call) in calls)
        {
            try
            {
                results[name] = await call();
            }
            catch (RpcException error)
            {
                results[name] = $"failed: {error.Status}";
            }
        }
        Console.WriteLine(JsonSerializer.Serialize(results));
    }

    /// <summary>Has 20 streams open while the server shuts down, which it is to do at the line printed; goes on at the next line read.</summary>
    public async Task OutliveShutdown()
    {
        var chats = Enumerable.Range(0, 20).Select(_ => Chat()).ToArray();
        foreach (var chat in chats) await Say(chat, "before");
        Console.WriteLine("open");
        Console.ReadLine();
        var finished = 0;
        foreach (var chat in chats)
        {
            await Say(chat, "during");
            await chat.RequestStream.CompleteAsync();
            finished += !await chat.ResponseStream.MoveNext(default) && chat.GetStatus().StatusCode == StatusCode.OK ? 1 : 0;
        }
        var (late, _, _) = await Failure("Echo", []);
        Console.WriteLine(JsonSerializer.Serialize(new { finished, late }));
    }

    /// <summary>A call that waits for longer than a connection lives whose PINGs are left without an answer. Gives its status.</summary>
    public static async Task KeepAlive(string address)
    {
        using var channel = Channel(address, new()
        {
            KeepAlivePingDelay = TimeSpan.FromSeconds(1), // The least that it takes.
            KeepAlivePingTimeout = TimeSpan.FromSeconds(1),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        });
        var (code, _, _) = await new TestCalls(channel).Failure("Hang", [], new(deadline: DateTime.UtcNow.AddSeconds(6)));
        Console.WriteLine(code);
    }

    async Task<object?> TurnByTurn()
    {
        using var call = Chat();
        var answered = 0;
        foreach (var message in Indices(100)) answered += await Say(call, Text.Of(message)) == Text.Of(message) ? 1 : 0;
        await call.RequestStream.CompleteAsync();
        return new object[] { answered, !await call.ResponseStream.MoveNext(default) };
    }

    async Task<object?> WideMetadata()
    {
        Metadata sent = [];
        for (var index = 0; index < 12; index++) sent.Add($"x-wide-{index}", new string((char)('a' + index), 1000));
        sent.Add("x-octets-bin", Big(3000));
        using var call = invoker.AsyncUnaryCall(
            TestService.Method(MethodType.Unary, "Echo"), null, new(headers: sent), Text.Octets("wide"));
        var initial = await call.ResponseHeadersAsync;
        await call;
        var trailing = call.GetTrailers();
        static bool Has(Metadata received, string name, Metadata.Entry entry) =>
            received.Get(name)?.ValueBytes.SequenceEqual(entry.ValueBytes) == true;
        return new[]
        {
            sent.Count(entry => Has(initial, entry.Key, entry)),
            sent.Count(entry => Has(trailing, entry.IsBinary ? $"{entry.Key[..^4]}-trailer-bin" : $"{entry.Key}-trailer", entry)),
        };
    }

    async Task<object?> CancelledCall()
    {
        var before = int.Parse(Text.Of(await Unary("Cancelled", Text.Octets(0))));
        using CancellationTokenSource source = new();
        using var call = Stream("Forever", 0, source.Token);
        for (var received = 0; received < 10; received++) await call.ResponseStream.MoveNext(default);
        await source.CancelAsync();
        var code = StatusCode.OK;
        try
        {
            while (await call.ResponseStream.MoveNext(default)) { }
        }
        catch (RpcException error)
        {
            code = error.StatusCode;
        }
        return new object[] { (int)code, int.Parse(Text.Of(await Unary("Cancelled", Text.Octets(before + 1)))) > before };
    }

    async Task<object?> SlowReader()
    {
        async Task<int> Sent() => int.Parse(Text.Of(await Unary("Sent", [])));
        var limit = await Sent() + 20_000;
        using var call = Stream("Forever", 0);
        await call.ResponseStream.MoveNext(default);
        var (before, now) = (0, await Sent());
        while (now != before && now < limit)
        {
            for (var i = 0; i < 100; i++) await Unary("Echo", []);
            (before, now) = (now, await Sent());
        }
        var held = now == before;
        var received = 1;
        while (received < 20_000 && await call.ResponseStream.MoveNext(default)) received++;
        return new object[] { held, received };
    }

    Task<byte[]> Unary(string name, byte[] message, CallOptions options = default) =>
        invoker.AsyncUnaryCall(TestService.Method(MethodType.Unary, name), null, options, message).ResponseAsync;

    AsyncServerStreamingCall<byte[]> Stream(string name, int count, CancellationToken cancellation = default) =>
        invoker.AsyncServerStreamingCall(
            TestService.Method(MethodType.ServerStreaming, name), null, new(cancellationToken: cancellation), Text.Octets(count));

    AsyncDuplexStreamingCall<byte[], byte[]> Chat() =>
        invoker.AsyncDuplexStreamingCall(TestService.Method(MethodType.DuplexStreaming, "Chat"), null, default);

    async Task<object?> Collect(IEnumerable<byte[]> messages)
    {
        using var call =
            invoker.AsyncClientStreamingCall(TestService.Method(MethodType.ClientStreaming, "Collect"), null, default);
        await WriteAll(call.RequestStream, messages);
        return Text.Of(await call);
    }

    /// <summary>How a unary call failed, in the words of `calls.ts`.</summary>
    async Task<Failed> Failure(string name, byte[] message, CallOptions options = default)
    {
        try
        {
            await Unary(name, message, options);
        }
        catch (RpcException error)
        {
            return new((int)error.StatusCode, error.Status.Detail, error.Trailers.GetValue("reason"));
        }
        throw new InvalidOperationException($"{name} did not fail.");
    }

    record Failed(
        int code, string details, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? reason);

    static async Task<string> Say(AsyncDuplexStreamingCall<byte[], byte[]> chat, string message)
    {
        await chat.RequestStream.WriteAsync(Text.Octets(message));
        await chat.ResponseStream.MoveNext(default);
        return Text.Of(chat.ResponseStream.Current);
    }

    static async Task WriteAll(IClientStreamWriter<byte[]> stream, IEnumerable<byte[]> messages)
    {
        foreach (var message in messages) await stream.WriteAsync(message);
        await stream.CompleteAsync();
    }

    static async Task<object?> InOrder(IAsyncStreamReader<byte[]> messages)
    {
        var next = 0;
        await foreach (var message in messages.ReadAllAsync())
            if (Text.Of(message) != $"{next++}") return $"message {next - 1} is {Text.Of(message)}";
        return $"{next} in order";
    }

    static IEnumerable<byte[]> Indices(int count) => Enumerable.Range(0, count).Select(Text.Octets);

    static byte[] Big(int octets)
    {
        var text = "memory leaks slowly, "u8.ToArray();
        var big = new byte[octets];
        for (var at = 0; at < octets; at += text.Length) text.AsSpan(0, Math.Min(text.Length, octets - at)).CopyTo(big.AsSpan(at));
        return big;
    }
}
