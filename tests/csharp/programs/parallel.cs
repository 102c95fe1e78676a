var total = 0;
Parallel.For(1, 101, i => Interlocked.Add(ref total, i));
Console.WriteLine(total);
await Parallel.ForEachAsync(Enumerable.Range(1, 3), async (i, cancelled) => await Task.Delay(i, cancelled));
Console.WriteLine(Enumerable.Range(1, 10).AsParallel().Sum());

/*
Prints:
5050
55
*/
