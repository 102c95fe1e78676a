using System.Diagnostics.Metrics;

/// <summary>
/// What an exporter without a cap keeps of a meter's counters: a series for each set of tags that
/// one was given, for the life of the program.
/// </summary>
sealed class Exporter
{
    readonly MeterListener _listener = new();
    readonly Dictionary<string, long> _series = [];

    public Exporter(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) => Count(instrument.Name, value, tags));
        _listener.Start();
    }

    /// <summary>What Prometheus would read from /metrics: a line for each series.</summary>
    public IReadOnlyList<string> Scrape()
    {
        lock (_series) return [.. _series.Select(series => $"{series.Key} {series.Value}")];
    }

    void Count(string name, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<string>();
        foreach (var (label, tag) in tags) labels.Add($"{label}=\"{tag}\"");
        var series = $"{name}{{{string.Join(',', labels)}}}";
        // On the thread that counts, and there may be several.
        lock (_series) _series[series] = _series.GetValueOrDefault(series) + value;
    }
}
