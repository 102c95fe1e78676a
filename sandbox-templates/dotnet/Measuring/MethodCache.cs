using System.Collections;
using System.Reflection;
using Grpc.Core;
using Grpc.Net.Client;

namespace LeakLab.Measuring;

/// <summary>Looks into what a channel keeps of the methods it has called. grpc-dotnet has no public way to.</summary>
public static class MethodCache
{
    /// <summary>The number of methods in the channel's cache.</summary>
    /// <exception cref="NotSupportedException">This version of Grpc.Net.Client keeps them in another way.</exception>
    public static int EntriesOf(GrpcChannel channel)
    {
        var cache = Field(channel, "_methodInfoCache");
        // Before Grpc.Net.Client 2.70: a ConcurrentDictionary.
        if (cache is ICollection entries) return entries.Count;
        // Since: a ThreadSafeLookup, an array while there are few, then a ConcurrentDictionary.
        return Field(cache, "_dictionary") is ICollection many ? many.Count
            : Field(cache, "_array") is Array few ? few.Length
            : throw new NotSupportedException("The method cache is of no known shape.");
    }

    /// <summary>The same by a call invoker of the channel's, for who does not see the channel: that of a client factory.</summary>
    /// <exception cref="NotSupportedException">It is none of a channel's.</exception>
    public static int EntriesOf(CallInvoker invoker) =>
        invoker.GetType().GetProperty("Channel", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(invoker) is GrpcChannel channel
            ? EntriesOf(channel)
            : throw new NotSupportedException("The call invoker shows no channel.");

    static object? Field(object? owner, string name) =>
        owner?.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(owner);
}
