using System.Diagnostics.Tracing;
using System.Reflection;

namespace LeakLab.Host;

/// <summary>Calls as gRPC's client counts them itself, for <c>dotnet-counters</c>.</summary>
sealed class Calls : EventListener
{
    const string Source = "Grpc.Net.Client";
    static readonly Calls Watching = new();
    EventSource? _source;
    Func<long> _started = static () => 0, _open = static () => 0, _failed = static () => 0;

    public static void Begin() => _ = Watching;

    public static (long Answered, long Failed, long Open) Counts()
    {
        // A call that ends in between is open here, and ended in the next sample.
        var (open, failed) = (Watching._open(), Watching._failed());
        return (Math.Max(0, Watching._started() - open - failed), failed, open);
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name != Source) return;
        _source = eventSource;
        (_started, _open, _failed) = (Field("_totalCalls"), Field("_currentCalls"), Field("_callsFailed"));
        // It counts once somebody listens. Its events themselves, each of which would cost a call something, are of a lower level.
        EnableEvents(eventSource, EventLevel.Critical);
    }

    Func<long> Field(string name)
    {
        var field = _source!.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)
            ?? throw new NotSupportedException($"gRPC's client keeps no {name}.");
        return () => (long)field.GetValue(_source)!;
    }
}
