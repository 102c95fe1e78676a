// What MagicOnion's client does on grpc-dotnet, a line for each case. tests/parity/ has the same program in TypeScript, on the port: the two
// print the same.
using System.Collections;
using System.Net;
using System.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using LeakLab.Parity;
using MagicOnion.Client;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel =>
    kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
builder.Services.AddMagicOnion();
await using var app = builder.Build();
app.MapMagicOnionService();
await app.StartAsync();
var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

var channel = GrpcChannel.ForAddress(address);
IParity Create(params IClientFilter[] filters) => MagicOnionClient.Create<IParity>(channel, filters);
DateTime In(double seconds) => DateTime.UtcNow.AddSeconds(seconds);

// What comes back
await Show("sum", () => Create().SumAsync(123, 456));
await Show("a sum beyond 32 bits", () => Create().SumAsync(int.MaxValue, 1));
await Show("a status of the handler's", () => Create().FailAsync("status"));
await Show("an RpcException of the handler's", () => Create().FailAsync("rpc"));
await Show("an exception of the handler's", () => Create().FailAsync("error"));

// What goes out
var raw = Marshallers.Create(bytes => bytes, bytes => bytes);
var rawSum = new Method<byte[], byte[]>(MethodType.Unary, "IParity", "SumAsync", raw, raw);
foreach (var (name, body) in new[]
{
    ("two arguments", "920102"),
    ("bytes after them", "9201020304"),
    ("a third argument", "93010203"),
    ("one of two arguments", "9107"),
    ("a float that is whole", "92cb401400000000000001"),
    ("an integer in nine bytes", "92d3000000000000000501"),
    ("an integer beyond 32 bits", "92ce8000000001"),
    ("text for an integer", "92a13501"),
    ("no array", "07"),
    ("bytes that are no MessagePack", "c1"),
    ("no bytes", ""),
})
    await Show(name, async () => Convert.ToHexString(await channel.CreateCallInvoker()
        .AsyncUnaryCall(rawSum, null, default, Convert.FromHexString(body))).ToLowerInvariant());

// What stays in the cache, and what reaches the server
await ShowCost("a call", () => Create().SumAsync(1, 2));
await ShowCost("no call", () => { Create(); return null; });
var kept = Create();
await kept.SumAsync(1, 2);
await ShowCost("a kept client", () => kept.SumAsync(1, 2));
await ShowCost("derived clients", () => kept
    .WithHeaders(new Metadata { { "x-a", "1" } }).WithDeadline(In(10)).WithHost("elsewhere").SumAsync(1, 2));
await ShowCost("a cancelled token", () => Create().WithCancellationToken(new CancellationToken(true)).SumAsync(1, 2));
await ShowCost("a deadline that has passed", () => Create().WithDeadline(In(-1)).SumAsync(1, 2));
await ShowCost("cancelled, and its deadline has passed", () => Create()
    .WithDeadline(In(-1)).WithCancellationToken(new CancellationToken(true)).SumAsync(1, 2));
await ShowCost("a header that is not ASCII", () => Create().WithHeaders(new Metadata { { "x-a", "é" } }).SumAsync(1, 2));
await ShowCost("a handler that throws", () => Create().FailAsync("error"));
await ShowCost("a filter that throws", () =>
    Create(new Change(_ => throw new InvalidOperationException("no"))).SumAsync(1, 2));

// What ends a call under way
using (var source = new CancellationTokenSource())
{
    var call = Create().WithCancellationToken(source.Token).WaitAsync();
    await Waiting(1);
    source.Cancel();
    await Show("cancelled under way", () => call);
    await Heard(1);
}
await Show("a deadline under way", () => Create().WithDeadline(In(0.3)).WaitAsync());
await Heard(2);

// Headers
await ShowHeader("set", "x-a", client => client.WithHeaders(new Metadata { { "x-a", "1" } }));
await ShowHeader("set twice: the second set alone", "x-a", client => client
    .WithHeaders(new Metadata { { "x-a", "1" } }).WithHeaders(new Metadata { { "x-b", "2" } }));
await ShowHeader("lost to options", "x-a", client => client
    .WithHeaders(new Metadata { { "x-a", "1" } }).WithOptions(new CallOptions(deadline: In(10))));
await ShowHeader("kept with a deadline", "x-a", client => client
    .WithHeaders(new Metadata { { "x-a", "1" } }).WithDeadline(In(10)));
await ShowHeader("two values", "x-a", client => client.WithHeaders(new Metadata { { "x-a", "1" }, { "x-a", "2" } }));
await ShowHeader("upper case", "x-upper", client => client.WithHeaders(new Metadata { { "X-Upper", "1" } }));
await ShowHeader("bytes", "x-a-bin", client => client.WithHeaders(new Metadata { { "x-a-bin", [1, 2, 255] } }));
await ShowHeader("added after it was handed over", "x-a", client =>
{
    var headers = new Metadata { { "x-a", "1" } };
    var derived = client.WithHeaders(headers);
    headers.Add("x-a", "2");
    return derived;
});
ShowThrown("bytes under a name for text", () => new Metadata().Add("x-a", new byte[] { 1 }));
ShowThrown("text under a name for bytes", () => new Metadata().Add("x-a-bin", "1"));
ShowThrown("a name with a space", () => new Metadata().Add("x a", "1"));

// A filter and the headers it changes
await ShowGrowth("added by a filter", client => client);
await ShowGrowth("... with a deadline each time", client => client.WithDeadline(In(10)));
await ShowGrowth("... with a token each time", client => client.WithCancellationToken(new CancellationTokenSource().Token));
await ShowGrowth("... with headers each time", client => client.WithHeaders(new Metadata()));
await ShowGrowth("... with options each time", client => client.WithOptions(default));
await ShowGrowth("... on a new client each time", null);
await ShowGrowth("... after the old one was removed", client => client, (headers, value) =>
{
    if (headers.Get("x-trace") is { } old) headers.Remove(old);
    headers.Add("x-trace", value);
});
await ShowGrowth("... if there is none yet", client => client, (headers, value) =>
{
    if (headers.Get("x-trace") is null) headers.Add("x-trace", value);
});

// What adds headers without a filter
{
    var n = 0;
    var tracing = channel.Intercept(metadata => { metadata.Add("x-trace", $"value-{++n}"); return metadata; });
    var bare = MagicOnionClient.Create<IParity>(tracing);
    for (var call = 1; call < 50; call++) await bare.SumAsync(1, 2);
    await Show("an interceptor, at call 50", () => bare.HeaderAsync("x-trace"));
    var withHeaders = bare.WithHeaders(new Metadata());
    for (var call = 1; call < 3; call++) await withHeaders.SumAsync(1, 2);
    await Show("... on kept headers, at call 3", () => withHeaders.HeaderAsync("x-trace"));

    var m = 0;
    using var signing = GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, CallCredentials.FromInterceptor(async (_, metadata) =>
        {
            await Task.Yield();
            metadata.Add("x-trace", $"value-{++m}");
        })),
        UnsafeUseInsecureChannelCallCredentials = true,
    });
    var signed = MagicOnionClient.Create<IParity>(signing, [new Change(_ => { })]);
    for (var call = 1; call < 50; call++) await signed.SumAsync(1, 2);
    await Show("call credentials, at call 50", () => signed.HeaderAsync("x-trace"));
}

// The end of a client with such a filter
{
    var n = 0;
    var client = Create(new Change(headers => headers.Add("x-trace", $"value-{++n:D6}")));
    var failed = "";
    while (failed == "") failed = await Outcome(() => client.SumAsync(1, 2)) is var outcome and not "3" ? outcome : "";
    Console.WriteLine($"the filter's client ends, at call {n}: {failed}");
    await Show("... and the next call", () => client.SumAsync(1, 2));
    await Show("... and one derived with a deadline", () => client.WithDeadline(In(10)).SumAsync(1, 2));
    await Show("... and one derived with headers", () => client.WithHeaders(new Metadata()).SumAsync(1, 2));
}

// The end of a channel
{
    var short_ = GrpcChannel.ForAddress(address);
    var invoker = short_.CreateCallInvoker();
    var client = MagicOnionClient.Create<IParity>(short_);
    await client.SumAsync(1, 2);
    var calls = Enumerable.Range(0, 10).Select(_ => client.WaitAsync().ResponseAsync).ToArray();
    await Waiting(12);
    short_.Dispose();
    short_.Dispose();
    foreach (var outcome in (await Task.WhenAll(calls.Select(call => Outcome(() => new MagicOnion.UnaryResult<int>(call))))).Distinct())
        Console.WriteLine($"ten calls under way when their channel is disposed of: {outcome}");
    await Heard(12);
    await Show("a kept client then", () => client.SumAsync(1, 2));
    await Show("create then", () => MagicOnionClient.Create<IParity>(short_).SumAsync(1, 2));
    var before = EntriesOf(short_);
    await Show("create on an invoker made before", () => MagicOnionClient.Create<IParity>(invoker).SumAsync(1, 2));
    Console.WriteLine($"... entries left: {EntriesOf(short_) - before}");
}
var nowhere = GrpcChannel.ForAddress("http://127.0.0.1:1");
Console.WriteLine($"no server: {(await Outcome(() => MagicOnionClient.Create<IParity>(nowhere).SumAsync(1, 2))).Split(' ')[0]}");
Console.WriteLine($"... entries left: {EntriesOf(nowhere)}");

async Task Show<T>(string name, Func<MagicOnion.UnaryResult<T>> call) => Console.WriteLine($"{name}: {await Outcome(call)}");

async Task ShowCost(string name, Func<MagicOnion.UnaryResult<int>?> call)
{
    var (entries, reached) = (EntriesOf(channel), Handlers.Reached);
    var outcome = "";
    for (var i = 0; i < 5; i++) outcome = call() is { } result ? await Outcome(() => result) : "nothing";
    Console.WriteLine($"five times {name}: {outcome}, entries +{EntriesOf(channel) - entries}, sums +{Handlers.Reached - reached}");
}

Task ShowHeader(string name, string key, Func<IParity, IParity> derive) =>
    Show($"header {name}", () => derive(Create()).HeaderAsync(key));

void ShowThrown(string name, Action action)
{
    try { action(); Console.WriteLine($"{name}: taken"); }
    catch (ArgumentException) { Console.WriteLine($"{name}: refused"); }
}

async Task ShowGrowth(string name, Func<IParity, IParity>? derive, Action<Metadata, string>? change = null)
{
    var n = 0;
    change ??= (headers, value) => headers.Add("x-trace", value);
    var filter = new Change(headers => change(headers, $"value-{++n}"));
    var client = Create(filter);
    var entries = EntriesOf(channel);
    string? third = null;
    for (var call = 1; call <= 100; call++)
    {
        var derived = derive is null ? Create(filter) : derive(client);
        if (call == 3) third = await derived.HeaderAsync("x-trace");
        else await derived.SumAsync(1, 2);
    }
    Console.WriteLine($"{name}: {third} at call 3, {filter.Count} at call 100, entries +{EntriesOf(channel) - entries}");
}

static async Task<string> Outcome<T>(Func<MagicOnion.UnaryResult<T>> call)
{
    try { return $"{(object?)await call() ?? "null"}"; }
    catch (RpcException exception) { return $"{exception.StatusCode} \"{exception.Status.Detail}\""; }
    catch (Exception exception) { return exception.GetType().Name; }
}

static Task Waiting(int calls) => Until(() => Handlers.Waiting >= calls);

static async Task Heard(int calls)
{
    await Until(() => Handlers.Heard >= calls);
    Console.WriteLine($"... and the handlers heard of it: {Handlers.Heard} of {Handlers.Waiting}");
}

static async Task Until(Func<bool> condition)
{
    while (!condition()) await Task.Delay(1);
}

// grpc-dotnet has no public way to look there: an array while there are few, then a dictionary.
static int EntriesOf(GrpcChannel channel)
{
    var cache = Field(channel, "_methodInfoCache");
    return Field(cache, "_dictionary") is ICollection many ? many.Count
        : Field(cache, "_array") is Array few ? few.Length
        : throw new NotSupportedException("The method cache is of no known shape.");
}

static object? Field(object? owner, string name) =>
    owner?.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(owner);
