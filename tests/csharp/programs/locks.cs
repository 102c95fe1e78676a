using System.Collections.Concurrent;

var gate = new Lock();
var semaphore = new SemaphoreSlim(2);
var counts = new ConcurrentDictionary<string, int>();
var total = 0;
await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
{
    await semaphore.WaitAsync();
    try
    {
        await Task.Yield();
        lock (gate) total += i;
        counts.AddOrUpdate(i % 2 == 0 ? "even" : "odd", 1, (_, count) => count + 1);
        Interlocked.Increment(ref total);
    }
    finally
    {
        semaphore.Release();
    }
}));
Console.WriteLine($"{total} {counts["even"]} {counts["odd"]}");

/*
Prints:
210 10 10
*/
