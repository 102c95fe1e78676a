Console.WriteLine(Largest(3, 9, 4));
Console.WriteLine(Largest("pear", "apple"));
Console.WriteLine(Sum([1.5, 2.5]));
var cache = new Cache<string, int>(text => text.Length);
Console.WriteLine($"{cache["four"]} {cache["four"]} {cache.Misses}");

static T Largest<T>(params T[] values) where T : IComparable<T> => values.Max()!;
static T Sum<T>(IEnumerable<T> values) where T : System.Numerics.INumber<T> =>
    values.Aggregate(T.Zero, (a, b) => a + b);

class Cache<TKey, TValue>(Func<TKey, TValue> make) where TKey : notnull
{
    readonly Dictionary<TKey, TValue> _known = [];
    public int Misses { get; private set; }
    public TValue this[TKey key]
    {
        get
        {
            if (_known.TryGetValue(key, out var value)) return value;
            Misses++;
            return _known[key] = make(key);
        }
    }
}

/*
Prints:
9
pear
4
4 4 1
*/
