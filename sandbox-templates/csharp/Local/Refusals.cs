using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;

namespace LeakLab.Host;

/// <summary>Which of the sandbox's walls an exception comes from, as the page has a sentence for it; null where it is the program's own affair.</summary>
static class Refusals
{
    public static string? Of(Exception thrown) => thrown switch
    {
        OutOfMemoryException when IsOutsideHeap(thrown) => "memory-full",
        // gRPC tells of it as a call that failed.
        _ when thrown.ToString().Contains(nameof(OutOfMemoryException), StringComparison.Ordinal) => "heap-full",
        // A server that is not there, and whatever else a network has in store.
        SocketException { SocketErrorCode: not SocketError.AccessDenied } => null,
        // A file system that cannot be written; a process that may not be started; a socket that is not the network's.
        UnauthorizedAccessException or Win32Exception => "access-denied",
        IOException when thrown.Message.Contains("Read-only file system", StringComparison.Ordinal) => "access-denied",
        _ => null,
    };

    /// <summary>What is allocated past the collector, and threads' stacks, have a cap of their own.</summary>
    static bool IsOutsideHeap(Exception thrown) =>
        new StackTrace(thrown).GetFrame(0)?.GetMethod()?.DeclaringType?.Namespace is "System.Runtime.InteropServices" or "System.Threading";
}
