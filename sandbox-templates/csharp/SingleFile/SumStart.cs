using System.Reflection;

/// <summary>Begins a program that has a <c>Main</c> of its own.</summary>
static class SumStart
{
    static async Task<int> Main(string[] args)
    {
        await SumServer.BeginAsync(args);
        const BindingFlags any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var main = typeof(SumStart).Assembly.GetTypes()
            .Where(type => type != typeof(SumStart))
            .SelectMany(type => type.GetMethods(any))
            .First(method => method.Name == "Main");
        object?[] given = main.GetParameters().Length == 0 ? [] : [args];
        var result = main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, given, null);
        if (result is Task task) await task;
        return result switch { int code => code, Task<int> ended => ended.Result, _ => Environment.ExitCode };
    }
}
