using System.Globalization;

namespace LeakLab.Measuring;

/// <summary>Prints runs as rows: calls, the heap after a full collection, what each call left, entries in the method cache.</summary>
static class Table
{
    const int Rows = 6;

    public static void Print(Run run)
    {
        Console.WriteLine();
        Console.WriteLine(run.Scenario);
        Write("calls", "heap after a full collection", "bytes a call", "entries in the method cache", [.. run.Also]);
        var step = Math.Max(1, (run.Samples.Count - 1) / (Rows - 1));
        for (var i = 0; i < run.Samples.Count; i++)
        {
            if (i % step != 0 && i != run.Samples.Count - 1) continue;
            var (calls, _, heap, entries, also) = run.Samples[i];
            Write(Number(calls), Number(heap), i < 2 ? "" : Number(Slope(run.Samples[1], run.Samples[i])), Number(entries), [.. also.Select(own => Number(own))]);
        }
        if (run.Failed is { } failed)
            Console.WriteLine($"Call {Number(failed.Call)} failed: {failed.Status}, \"{failed.Detail}\"");
    }

    static double Slope(Sample from, Sample to) => (double)(to.HeapAfterGc - from.HeapAfterGc) / (to.Calls - from.Calls);

    static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    static void Write(string calls, string heap, string bytesACall, string entries, ReadOnlySpan<string> own)
    {
        Console.Write($"{calls,9}{heap,30}{bytesACall,14}{entries,29}");
        foreach (var cell in own) Console.Write($"{cell,13}");
        Console.WriteLine();
    }
}
