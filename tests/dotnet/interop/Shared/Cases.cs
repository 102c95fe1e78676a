using System.Text.Json;
using Grpc.Core;

namespace LeakLab.Interop;

/// <summary>Calls a method of the interop service by its name. All of them take and give integers.</summary>
delegate Task<int> Call(string method, CallOptions options, params int[] arguments);

/// <summary>The same cases as `interop-client.ts`, with the same words for what comes of them.</summary>
static class Cases
{
    public static async Task Run(Call call)
    {
        Dictionary<string, string> outcomes = [];
        async Task Record(string name, Func<Task<string>> run) => outcomes[name] = await run();
        Task<int> Sum(int x, int y) => call("SumAsync", default, x, y);
        CallOptions Headers(string key, string value) => new(new Metadata { { key, value } });

        await Record("sum", async () => $"{await Sum(123, 456)}");
        await Record("sum of negatives", async () => $"{await Sum(-1, -70_000)}");
        await Record("sum that wraps", async () => $"{await Sum(int.MaxValue, 1)}");
        await Record("status of the handler's", () => StatusOf(call("EndAsync", default, (int)StatusCode.NotFound), detail: true));
        await Record("handler throws", () => StatusOf(call("EndAsync", default, -1), detail: true));
        await Record("unknown method", () => StatusOf(call("NoSuchAsync", default, 1)));
        await Record("text header", async () => $"{await call("HeaderAsync", Headers("x-number", "12345"), 0)}");
        await Record("binary header", async () =>
            $"{await call("HeaderAsync", new CallOptions(new Metadata { { "x-data-bin", [0, 1, 255] } }), 1)}");
        await Record("deadline", () => StatusOf(call("WaitAsync", new(deadline: DateTime.UtcNow.AddMilliseconds(300)), 60_000)));
        await Record("deadline in the past", async () =>
        {
            var before = await call("StartedAsync", default, 0);
            var status = await StatusOf(call("WaitAsync", new(deadline: DateTime.UtcNow.AddSeconds(-1)), 60_000));
            return $"{status}, sent {await call("StartedAsync", default, 0) - before}";
        });
        await Record("cancelled before", () => StatusOf(call("WaitAsync", new(cancellationToken: new(canceled: true)), 60_000)));
        await Record("cancelled under way", async () =>
        {
            var heard = await call("CancelledAsync", default, 0);
            using var source = new CancellationTokenSource();
            var waiting = call("WaitAsync", new(cancellationToken: source.Token), 60_000);
            while (await call("WaitingAsync", default, 0) == 0) { }
            await source.CancelAsync();
            var status = await StatusOf(waiting);
            while (await call("CancelledAsync", default, 0) == heard) { }
            return $"{status}, heard";
        });
        await Record("2,000 one after another", async () =>
        {
            var right = 0;
            for (var i = 0; i < 2000; i++) right += await Sum(i, i) == 2 * i ? 1 : 0;
            return $"{right}";
        });
        await Record("200 at once", async () =>
        {
            var sums = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Sum(i, 1000 * i)));
            return $"{sums.Where((sum, i) => sum == 1001 * i).Count()}";
        });
        Console.WriteLine(JsonSerializer.Serialize(outcomes));
    }

    static async Task<string> StatusOf(Task<int> call, bool detail = false)
    {
        try
        {
            return $"OK {await call}";
        }
        catch (RpcException error)
        {
            return detail ? $"{error.StatusCode}: {error.Status.Detail}" : error.StatusCode.ToString();
        }
    }
}
