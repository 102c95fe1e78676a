using System.Diagnostics;

namespace LeakLab.Host;

/// <summary>Which of a browser's limits an exception comes from, as the page has a sentence for it; null where it is the program's own affair.</summary>
static class Refusals
{
    public static string? Of(Exception told)
    {
        var thrown = told;
        // What a static field is made by throws as its type's fault, what a loop in parallel does as one of several.
        while (thrown is TypeInitializationException or AggregateException && thrown.InnerException is { } cause) thrown = cause;
        if (thrown is SleptTooLongException) return "held-up";
        if (thrown is not (PlatformNotSupportedException or HttpRequestException or FileNotFoundException or DirectoryNotFoundException)) return null;
        var asked = new StackTrace(thrown).GetFrames().Select(frame => frame.GetMethod()?.DeclaringType?.FullName ?? "").ToArray();
        // What misses a library says so by the same exception.
        if (thrown is IOException) return asked.Any(type => type.StartsWith("System.IO.", StringComparison.Ordinal)) ? "no-file" : null;
        // The frame has no network.
        if (thrown is HttpRequestException) return asked.Any(type => type.StartsWith("System.Net.Http.Browser", StringComparison.Ordinal)) ? "access-denied" : null;
        // Who waits does so by a monitor, whatever it waits for; a thread is refused where it would start.
        return asked.Any(type => type.StartsWith("System.Threading.", StringComparison.Ordinal)) ? "one-thread" : "access-denied";
    }
}
