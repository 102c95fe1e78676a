using Grpc.Net.Client;

namespace LeakLab.Measuring;

/// <summary>One way of making calls, done again and again while the heap and the method cache are looked at.</summary>
/// <param name="Name">What the table and the recording call it: <c>leak</c>.</param>
/// <param name="Call">Makes one call; it is given the number of calls before it.</param>
/// <param name="Entries">How many methods the caches of its channels hold.</param>
public sealed record Scenario(string Name, Func<int, Task> Call, Func<int> Entries) : IDisposable
{
    /// <summary>On one channel, which ends with the scenario.</summary>
    public Scenario(string name, GrpcChannel channel, Func<int, Task> call)
        : this(name, call, () => MethodCache.EntriesOf(channel)) => End = channel.Dispose;

    /// <summary>Other figures worth a column, by their names in the recording.</summary>
    public IReadOnlyList<(string Name, Func<long> Read)> Also { get; init; } = [];

    /// <summary>Ends the run after this many calls, whatever was asked for: where each costs a socket, say.</summary>
    public int Most { get; init; } = int.MaxValue;

    public Action? End { get; init; }

    public void Dispose() => End?.Invoke();
}
