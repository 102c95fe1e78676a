using System.Diagnostics.Metrics;

namespace LeakLab.Measuring;

/// <summary>Counts this process's open HTTP connections, by the instrument that .NET's own HTTP client publishes.</summary>
public sealed class OpenConnections : IDisposable
{
    readonly MeterListener listener = new();
    long count;

    public OpenConnections()
    {
        listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.open_connections" })
                listener.EnableMeasurementEvents(instrument);
        };
        // Each connection that opens adds one; it changes state by one off and one on, and ends with one off.
        listener.SetMeasurementEventCallback<long>((_, change, _, _) => Interlocked.Add(ref count, change));
        listener.Start();
    }

    public long Count => Interlocked.Read(ref count);

    public void Dispose() => listener.Dispose();
}
