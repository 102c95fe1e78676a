using System.ComponentModel;

namespace LeakLab.Host;

/// <summary>Which of the sandbox's walls an exception comes from, as the page has a sentence for it; null where it is the program's own affair.</summary>
static class Refusals
{
    public static string? Of(Exception thrown) => thrown switch
    {
        // gRPC tells of it as a call that failed. What is allocated past the collector has a cap of its own.
        _ when thrown.ToString().Contains(nameof(OutOfMemoryException), StringComparison.Ordinal) => IsHeapFull ? "heap-full" : "memory-full",
        // A file system that cannot be written; a process that may not be started.
        UnauthorizedAccessException or Win32Exception => "access-denied",
        IOException when thrown.Message.Contains("Read-only file system", StringComparison.Ordinal) => "access-denied",
        _ => null,
    };

    static bool IsHeapFull => GC.GetGCMemoryInfo() is var heap && heap.HeapSizeBytes > heap.TotalAvailableMemoryBytes / 2;
}
