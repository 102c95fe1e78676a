using System.Diagnostics;
using System.Reflection;

namespace LeakLab.Host;

/// <summary>The learner's program: runs it, and says how it ended.</summary>
sealed class LearnersProgram(byte[] assembly)
{
    public Assembly Assembly { get; } = Assembly.Load(assembly);

    /// <summary>Runs it to its end. Gives its exit code; what it throws comes as it is.</summary>
    public async Task<int> Run()
    {
        Census.Begin();
        Counters.Begin();
        var entry = Assembly.EntryPoint!;
        // The compiler's own synchronous wrapper of an async `Main` would wait, which one thread cannot: what it wraps is called instead.
        if (entry.Name == "<Main>")
        {
            const BindingFlags any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
            entry = entry.DeclaringType!.GetMethods(any).First(method => method.Name is "<Main>$" or "Main" && typeof(Task).IsAssignableFrom(method.ReturnType));
        }
        var result = Call(entry);
        if (result is Task task) await task;
        return result switch { int code => code, Task<int> ended => ended.Result, _ => Environment.ExitCode };
    }

    /// <summary>Where in the program it was thrown, by method token and offset in the method's code, the innermost first.</summary>
    public IEnumerable<(int Method, int Offset)> PlacesOf(Exception thrown) =>
        from frame in new StackTrace(thrown).GetFrames()
        let method = frame.GetMethod()
        where method?.Module.Assembly == Assembly
        select (method.MetadataToken, frame.GetILOffset());

    /// <summary>By a delegate: what the program throws comes as it is.</summary>
    static object? Call(MethodInfo entry)
    {
        var takes = entry.GetParameters().Length == 1;
        if (entry.ReturnType == typeof(int)) return takes ? entry.CreateDelegate<Func<string[], int>>()([]) : entry.CreateDelegate<Func<int>>()();
        if (entry.ReturnType != typeof(void)) return takes ? entry.CreateDelegate<Func<string[], object>>()([]) : entry.CreateDelegate<Func<object>>()();
        if (takes) entry.CreateDelegate<Action<string[]>>()([]);
        else entry.CreateDelegate<Action>()();
        return null;
    }
}
