using System.Diagnostics.Metrics;
using System.Text.Json;

namespace LeakLab.Host;

/// <summary>What a scrape of `/metrics` would show of the program's counters. It keeps no series: of those, it counts so many that they tell.</summary>
static class Counters
{
    const int MostCounters = 16;
    const int MostValues = 1000;
    const int MostSeries = 4000;
    const int MostLabels = 16;
    /// <summary>What the page takes: JavaScript's Number.MAX_SAFE_INTEGER.</summary>
    const double MostTotal = 9_007_199_254_740_991;
    static readonly List<Counter> Found = [];
    static readonly MeterListener Listener = new();

    public static void Begin()
    {
        Listener.InstrumentPublished = (instrument, listener) =>
        {
            var type = instrument.GetType();
            if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Counter<>)) return;
            // .NET's own, and gRPC's, are not the program's.
            if (instrument.Meter.Name.StartsWith("System.", StringComparison.Ordinal) || instrument.Meter.Name.StartsWith("Grpc.", StringComparison.Ordinal)) return;
            var counter = new Counter(instrument.Name);
            lock (Found)
            {
                if (Found.Count == MostCounters) return;
                Found.Add(counter);
            }
            listener.EnableMeasurementEvents(instrument, counter);
        };
        Listener.SetMeasurementEventCallback<long>((_, value, tags, counter) => ((Counter)counter!).Add(value, tags));
        Listener.SetMeasurementEventCallback<int>((_, value, tags, counter) => ((Counter)counter!).Add(value, tags));
        Listener.SetMeasurementEventCallback<double>((_, value, tags, counter) => ((Counter)counter!).Add(value, tags));
        Listener.SetMeasurementEventCallback<float>((_, value, tags, counter) => ((Counter)counter!).Add(value, tags));
        Listener.SetMeasurementEventCallback<decimal>((_, value, tags, counter) => ((Counter)counter!).Add((double)value, tags));
        Listener.SetMeasurementEventCallback<short>((_, value, tags, counter) => ((Counter)counter!).Add(value, tags));
        Listener.SetMeasurementEventCallback<byte>((_, value, tags, counter) => ((Counter)counter!).Add(value, tags));
        Listener.Start();
    }

    /// <summary>Each with its total, how many series it has, and by label how many values.</summary>
    public static void Note(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        lock (Found) Found.ForEach(counter => counter.Note(json));
        json.WriteEndArray();
    }

    sealed class Counter(string name)
    {
        readonly HashSet<int> _series = [];
        readonly Dictionary<string, HashSet<int>> _values = [];
        double _total;

        public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (_series)
            {
                // A counter counts up. What is no number, or infinite, cannot be written as JSON.
                if (value > 0) _total = Math.Min(_total + value, MostTotal);
                var series = new HashCode();
                foreach (var (label, tag) in tags)
                {
                    series.Add(label);
                    series.Add(tag);
                    if (!_values.TryGetValue(label, out var values) && _values.Count < MostLabels) _values.Add(label, values = []);
                    if (values?.Count < MostValues) values.Add(tag?.GetHashCode() ?? 0);
                }
                if (_series.Count < MostSeries) _series.Add(series.ToHashCode());
            }
        }

        public void Note(Utf8JsonWriter json)
        {
            lock (_series)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteNumber("total", _total);
                json.WriteNumber("series", _series.Count);
                json.WriteStartObject("labels");
                foreach (var (label, values) in _values) json.WriteNumber(label, values.Count);
                json.WriteEndObject();
                json.WriteEndObject();
            }
        }
    }
}
