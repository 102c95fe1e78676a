using System.Diagnostics;
using Grpc.Net.Client;
using LeakLab.Contract;
using LeakLab.Measuring;
using MagicOnion.Client;

namespace LeakLab.Client;

/// <summary>What a <c>Create</c> costs by itself, and what it leaves: nothing, as long as nobody calls the client.</summary>
static class Creates
{
    public static Scenario Uncalled(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var invoker = channel.CreateCallInvoker();
        var cost = new Cost();
        return new("create-without-call", channel, _ =>
        {
            cost.Of(() => MagicOnionClient.Create<IMyFirstService>(invoker));
            return Task.CompletedTask;
        })
        {
            Also = [("allocated", cost.Bytes), ("nanoseconds", cost.Nanoseconds)],
        };
    }

    /// <summary>Bytes and time of one of many. Time is the median of the latest: a busy machine makes some of them slower, and none faster.</summary>
    sealed class Cost
    {
        readonly long[] latest = new long[1000];
        int made;
        long allocated;

        public void Of(Func<object> make)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            GC.KeepAlive(make());
            latest[made++ % latest.Length] = Stopwatch.GetTimestamp() - started;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        public long Bytes() => made == 0 ? 0 : allocated / made;

        public long Nanoseconds()
        {
            var known = latest.Take(made).Order().ToArray();
            return known.Length == 0 ? 0 : known[known.Length / 2] * 1_000_000_000 / Stopwatch.Frequency;
        }
    }
}
