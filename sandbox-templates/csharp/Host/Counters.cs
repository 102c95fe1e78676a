using System.Diagnostics.Metrics;

namespace LeakLab.Host;

/// <summary>What a scrape of `/metrics` would show of the program's counters. It keeps no series: of those, it counts so many that they tell.</summary>
static class Counters
{
    const int MostCounters = 16;
    const int MostValues = 1000;
    const int MostSeries = 4000;
    static readonly Dictionary<Instrument, Counter> Found = [];
    static readonly MeterListener Listener = new();

    public static void Begin()
    {
        Listener.InstrumentPublished = (instrument, listener) =>
        {
            var type = instrument.GetType();
            if (Found.Count == MostCounters || !type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Counter<>)) return;
            // .NET's own, and gRPC's, are not the program's.
            if (instrument.Meter.Name.StartsWith("System.", StringComparison.Ordinal) || instrument.Meter.Name.StartsWith("Grpc.", StringComparison.Ordinal)) return;
            Found.Add(instrument, new(instrument.Name));
            listener.EnableMeasurementEvents(instrument);
        };
        Listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Found[instrument].Add(value, tags));
        Listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Found[instrument].Add(value, tags));
        Listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Found[instrument].Add(value, tags));
        Listener.Start();
    }

    /// <summary>Each with its total, how many series it has, and by label how many values.</summary>
    public static IEnumerable<object> Noted() => Found.Values.Select(counter => counter.Noted());

    sealed class Counter(string name)
    {
        readonly HashSet<int> _series = [];
        readonly Dictionary<string, HashSet<int>> _values = [];
        double _total;

        public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            _total += value;
            var series = new HashCode();
            foreach (var (label, tag) in tags)
            {
                series.Add(label);
                series.Add(tag);
                if (!_values.TryGetValue(label, out var values)) _values.Add(label, values = []);
                if (values.Count < MostValues) values.Add(tag?.GetHashCode() ?? 0);
            }
            if (_series.Count < MostSeries) _series.Add(series.ToHashCode());
        }

        public object Noted() => new { name, total = _total, series = _series.Count, labels = _values.ToDictionary(value => value.Key, value => value.Value.Count) };
    }
}
