using System.Diagnostics;
using System.Reflection;

namespace LeakLab.Host;

/// <summary>Which of a browser's limits an exception comes from, as the page has a sentence for it; null where it is the program's own affair.</summary>
static class Refusals
{
    public static string? Of(Exception told, Assembly program)
    {
        var thrown = told;
        // What a static field is made by throws as its type's fault, what a loop in parallel does as one of several.
        while (thrown is TypeInitializationException or AggregateException && thrown.InnerException is { } cause) thrown = cause;
        if (thrown is SleptTooLongException) return "held-up";
        if (thrown is not (PlatformNotSupportedException or HttpRequestException or FileNotFoundException or DirectoryNotFoundException)) return null;
        // Methods that only hand on to what is not .NET are of no type.
        var asked = new StackTrace(thrown).GetFrames().Select(frame => frame.GetMethod()?.DeclaringType).OfType<Type>().ToArray();
        bool Asked(string space) => asked.Any(type => IsIn(space, type));
        // What misses a library says so by the same exception.
        if (thrown is IOException) return Asked("System.IO.") ? "no-file" : null;
        // The frame has no network.
        if (thrown is HttpRequestException) return Asked("System.Net.Http.Browser") ? "access-denied" : null;
        if (asked is not [var thrower, ..] || thrower.Assembly == program) return null;
        // Who waits does so by a monitor, whatever it waits for; a thread is refused where it would start. What calls the program, as `Task.Run` does, has refused nothing.
        return IsIn("System.Threading.", thrower) ? "one-thread" : "access-denied";
    }

    static bool IsIn(string space, Type type) => type.FullName?.StartsWith(space, StringComparison.Ordinal) is true;
}
