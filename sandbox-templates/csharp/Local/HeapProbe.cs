using System.Diagnostics;
using System.Text.Json;

namespace LeakLab.Host;

/// <summary>Samples .NET's heap, on a thread of its own, and has it collected now and then: what that leaves is the floor.</summary>
sealed class HeapProbe
{
    static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan CollectEvery = TimeSpan.FromMilliseconds(500);
    /// <summary>A collection that took long is followed by so many times as long a rest.</summary>
    const int RestFor = 4;

    readonly Pipes _pipes;
    readonly Stopwatch _clock = Stopwatch.StartNew();
    readonly AutoResetEvent _asked = new(false);
    TimeSpan _nextCollection = CollectEvery;

    public HeapProbe(Pipes pipes)
    {
        _pipes = pipes;
        Report(collect: false);
        new Thread(Watch) { IsBackground = true, Name = "Heap probe" }.Start();
    }

    /// <summary>Asks for a collection out of turn.</summary>
    public void CollectSoon() => _asked.Set();

    /// <summary>The last sample.</summary>
    public void End() => Report(collect: true);

    void Watch()
    {
        for (; ; )
        {
            var collect = _asked.WaitOne(SampleEvery) || _clock.Elapsed >= _nextCollection;
            var from = _clock.Elapsed;
            Report(collect);
            if (!collect) continue;
            Note();
            var rest = (_clock.Elapsed - from) * RestFor;
            _nextCollection = _clock.Elapsed + (rest > CollectEvery ? rest : CollectEvery);
        }
    }

    void Report(bool collect)
    {
        lock (_clock)
        {
            long? floor = collect ? Collect() : null;
            var (answered, failed, open) = Calls.Counts();
            _pipes.Send("sample", json =>
            {
                json.WriteStartObject("sample");
                json.WriteNumber("at", _clock.Elapsed.TotalMilliseconds);
                json.WriteNumber("calls", answered);
                json.WriteNumber("callsFailed", failed);
                json.WriteNumber("callsOpen", open);
                json.WriteNumber("clientsCreated", Census.Clients.Made);
                json.WriteNumber("channelsCreated", Census.Channels.Made);
                json.WriteNumber("methodsCached", Census.Channels.EntriesMade());
                if (collect) Alive(json);
                else json.WriteNull("alive");
                json.WriteNumber("heapUsed", floor ?? GC.GetTotalMemory(false));
                foreach (var name in (string[])["heapAfterGc", "dataAfterGc"])
                {
                    if (floor is { } bytes) json.WriteNumber(name, bytes);
                    else json.WriteNull(name);
                }
                json.WriteNull("buffers");
                json.WriteString("source", "clr");
                json.WriteEndObject();
            });
        }
    }

    static long Collect()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        // What was alive while the program stood still: it goes on allocating before anybody can ask for a total.
        var after = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        return after.HeapSizeBytes - after.FragmentedBytes;
    }

    static void Alive(Utf8JsonWriter json)
    {
        var (channels, entries) = Census.Channels.Alive();
        json.WriteStartObject("alive");
        json.WriteNumber("clients", Census.Clients.Alive());
        json.WriteNumber("methods", Census.Methods.Alive());
        json.WriteNumber("channels", channels);
        json.WriteNumber("methodsCached", entries);
        json.WriteNumber("linkedSources", Census.LinkedSources.Alive());
        json.WriteEndObject();
    }

    void Note() => _pipes.Send("noted", json =>
    {
        json.WriteStartObject("noted");
        json.WriteNumber("calls", Calls.Counts().Answered);
        json.WriteNumber("listeners", 0);
        json.WriteStartObject("filtered");
        json.WriteEndObject();
        json.WritePropertyName("counters");
        Counters.Note(json);
        json.WriteEndObject();
    });
}
