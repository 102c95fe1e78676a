using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using LeakLab.Contract;
using LeakLab.Measuring;
using MagicOnion.Client;

namespace LeakLab.Client;

/// <summary>What a <c>Create</c> costs by itself, and what deriving does. Neither leaves anything, as long as nobody calls the client.</summary>
static class Creates
{
    public static Scenario Uncalled(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var invoker = channel.CreateCallInvoker();
        return Making("create-without-call", channel, () => MagicOnionClient.Create<IMyFirstService>(invoker));
    }

    public static Scenario Derived(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var baseClient = MagicOnionClient.Create<IMyFirstService>(channel);
        var options = new CallOptions(deadline: DateTime.UtcNow.AddSeconds(30));
        return Making("derive-without-call", channel, () => baseClient.WithOptions(options));
    }

    static Scenario Making(string name, GrpcChannel channel, Func<object> make) =>
        new(name, channel, _ =>
        {
            GC.KeepAlive(make());
            return Task.CompletedTask;
        })
        {
            Also = [("allocated", () => Cost.Of(make).Bytes), ("nanoseconds", () => Cost.Of(make).Nanoseconds)],
        };

    /// <summary>
    /// Bytes and time of one of many, which are made in batches: to ask for the time takes as long as to derive a client. Time is that of the median
    /// batch: a busy machine makes some of them slower, and none faster.
    /// </summary>
    readonly record struct Cost(long Bytes, long Nanoseconds)
    {
        const int Batches = 101;
        const int Batch = 100;

        public static Cost Of(Func<object> make)
        {
            var times = new long[Batches];
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var batch = 0; batch < Batches; batch++)
            {
                var started = Stopwatch.GetTimestamp();
                for (var i = 0; i < Batch; i++) GC.KeepAlive(make());
                times[batch] = Stopwatch.GetTimestamp() - started;
            }
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Array.Sort(times);
            return new(allocated / (Batches * Batch), times[Batches / 2] * 1_000_000_000 / Stopwatch.Frequency / Batch);
        }
    }
}
