using System.Collections;
using System.Reflection;
using Grpc.Net.Client;

namespace LeakLab.Host;

/// <summary>What a program has made, and what of it is alive. A program may have several threads, and on CoreCLR another asks.</summary>
static class Census
{
    public static readonly Kind Clients = new();
    public static readonly Kind Methods = new();
    public static readonly Kind LinkedSources = new(SandboxTokenSource.IsLeft);
    public static readonly ChannelKind Channels = new();

    public static void Begin() => ClientWatch.Begin(Clients.Add, Methods.Add);
}

/// <summary>Objects of a kind, of those alive all that count. A weak reference costs memory of its own: some are all watched, then one in sixteen, at random.</summary>
sealed class Kind(Func<object, bool>? counts = null)
{
    const int WatchedAll = 500;
    const int OneIn = 16;
    readonly Random _random = new(1);
    readonly List<(WeakReference Object, int StandsFor)> _watched = [];
    int _next;
    int _watchedUpTo;

    public int Made { get; private set; }

    public void Add(object made)
    {
        lock (_watched)
        {
            if (++Made <= _next) return;
            _next = Made < WatchedAll ? 0 : Made + _random.Next(2 * OneIn - 1);
            _watched.Add((new(made), Made - _watchedUpTo));
            _watchedUpTo = Made;
        }
    }

    /// <summary>To be asked right after a full collection.</summary>
    public int Alive()
    {
        lock (_watched)
        {
            _watched.RemoveAll(watched => !watched.Object.IsAlive);
            return _watched.Where(watched => counts is null || (watched.Object.Target is { } alive && counts(alive))).Sum(watched => watched.StandsFor);
        }
    }
}

/// <summary>Channels, with what their method caches hold: an array while it is little, then a dictionary (Grpc.Net.Client, <c>ThreadSafeLookup</c>).</summary>
sealed class ChannelKind
{
    readonly List<Watched> _watched = [];
    int _entriesGone;

    public int Made { get; private set; }

    public void Add(GrpcChannel channel)
    {
        lock (_watched)
        {
            Made++;
            _watched.Add(new(new(channel)));
        }
    }

    /// <summary>Entries that the channels' caches have taken in.</summary>
    public int EntriesMade()
    {
        lock (_watched)
        {
            foreach (var watched in _watched)
            {
                if (watched.Channel.TryGetTarget(out var channel)) watched.Entries = EntriesOf(channel);
            }
            return _entriesGone + _watched.Sum(watched => watched.Entries);
        }
    }

    /// <summary>Channels alive, and the entries they hold. To be asked right after a full collection.</summary>
    public (int Channels, int Entries) Alive()
    {
        lock (_watched)
        {
            EntriesMade();
            foreach (var gone in _watched.Where(watched => !watched.Channel.TryGetTarget(out _))) _entriesGone += gone.Entries;
            _watched.RemoveAll(watched => !watched.Channel.TryGetTarget(out _));
            return (_watched.Count, _watched.Sum(watched => watched.Entries));
        }
    }

    static int EntriesOf(GrpcChannel channel)
    {
        var cache = Field(channel, "_methodInfoCache");
        return Field(cache, "_dictionary") is ICollection many ? many.Count
            : Field(cache, "_array") is Array few ? few.Length
            : throw new NotSupportedException("The method cache is of no known shape.");
    }

    static object? Field(object? owner, string name) =>
        owner?.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(owner);

    sealed class Watched(WeakReference<GrpcChannel> channel)
    {
        public WeakReference<GrpcChannel> Channel { get; } = channel;
        public int Entries { get; set; }
    }
}
