using System.Collections.Concurrent;

namespace Programs;

/// <summary>A game's world, a few frames into its loop.</summary>
sealed class Game
{
    readonly List<Entity> entities = [];
    readonly Dictionary<(int X, int Y), List<Entity>> grid = [];

    public Game(int size)
    {
        var random = new Random(1);
        for (var i = 0; i < size; i++)
            entities.Add(i % 3 == 0 ? new Enemy($"enemy {i}") : new Bullet { Speed = random.NextSingle() });
        for (var frame = 0; frame < 60; frame++) Step(random);
    }

    void Step(Random random)
    {
        grid.Clear();
        foreach (var entity in entities)
        {
            entity.Place = (random.Next(100), random.Next(100));
            if (!grid.TryGetValue(entity.Place, out var cell)) grid[entity.Place] = cell = [];
            cell.Add(entity);
        }
    }

    abstract class Entity
    {
        public (int X, int Y) Place;
    }

    sealed class Enemy(string name) : Entity
    {
        public readonly string Name = name;
        public readonly int?[] Wounds = new int?[4];
    }

    sealed class Bullet : Entity
    {
        public float Speed;
    }
}

/// <summary>Arrays of all kinds and sizes: some in the large object heap.</summary>
static class Arrays
{
    public static object Make(int size) => new object[]
    {
        new byte[size * 1024], new int[100, 200], new long[3, 4, 5], new string?[size], new int[size][],
        Enumerable.Range(0, size).Select(i => new byte[i]).ToArray(),
        Enumerable.Range(0, 20).Select(i => new string('x', i * 1000)).ToArray(),
        new Dictionary<string, List<int?>>[100], new double[90_000],
    };
}

/// <summary>Many types: generic ones of generic ones.</summary>
static class Types
{
    public static object Make(int size)
    {
        var made = new List<object>();
        Type[] basic = [typeof(int), typeof(string), typeof(Guid), typeof(DateTime), typeof(List<int>), typeof(byte[])];
        foreach (var a in basic)
            foreach (var b in basic)
                foreach (var open in new[] { typeof(Dictionary<,>), typeof(ConcurrentDictionary<,>), typeof(Tuple<,>), typeof(Pair<,>) })
                {
                    var type = open.MakeGenericType(a, b);
                    for (var i = 0; i < size; i++)
                        made.Add(System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type));
                }
        var number = size;
        made.Add((Func<int>)(() => number));
        made.Add(Enumerable.Range(0, size).Select(i => new { Number = i, Text = i.ToString() }).ToArray());
        return made;
    }

    sealed class Pair<TFirst, TSecond>
    {
        public TFirst? First = default;
        public TSecond? Second = default;
    }
}

/// <summary>Leaks that are not this course's, by the shape that they have in a heap.</summary>
static class Shapes
{
    static event EventHandler? Changed;
    static readonly Dictionary<string, Session> sessions = [];

    sealed class Session
    {
        public readonly byte[] Data = new byte[64];
        public void OnChanged(object? sender, EventArgs e) => GC.KeepAlive(Data);
    }

    public static object Events(int size)
    {
        for (var i = 0; i < size; i++) Changed += new Session().OnChanged;
        return Changed!;
    }

    public static object Timers(int size)
    {
        for (var i = 0; i < size; i++)
        {
            var session = new Session();
            _ = Task.Delay(TimeSpan.FromHours(1)).ContinueWith(_ => GC.KeepAlive(session));
        }
        return typeof(Timer);
    }

    public static object Static(int size)
    {
        for (var i = 0; i < size; i++) sessions[$"session {i}"] = new();
        return typeof(Shapes);
    }

    /// <summary>A cache that is full, through which sessions pass, and a list beside it, deep in the program, that keeps each.</summary>
    public static object Cache(int size)
    {
        var program = new Host(new Services(new Log(new Writer(new Buffer([])))));
        for (var i = 0; i < size; i++)
        {
            cache[i % 500] = new() { Next = new() };
            program.Services.Log.Writer.Buffer.Written.Add(new());
        }
        return program;
    }

    static readonly Dictionary<int, Entry> cache = [];

    sealed class Entry
    {
        public Session? Next;
    }

    sealed record Host(Services Services);
    sealed record Services(Log Log);
    sealed record Log(Writer Writer);
    sealed record Writer(Buffer Buffer);
    sealed record Buffer(List<Session> Written);

    public static object Cancellation(int size)
    {
        var stopping = new CancellationTokenSource();
        for (var i = 0; i < size; i++) stopping.Token.Register(state => GC.KeepAlive(state), new Session());
        return stopping;
    }

    public static object Nodes(int size)
    {
        var list = new LinkedList<Session>();
        for (var i = 0; i < size; i++) list.AddLast(new Session());
        return list;
    }
}
