using System.Reflection;

namespace LeakLab.Measuring;

/// <summary>A verb of the command line.</summary>
/// <param name="Calls">How many each of its scenarios makes unless told.</param>
/// <param name="Scenarios">Each is made when the one before has ended, for a server at the address it is given.</param>
public sealed record Verb(string Name, string About, int Calls, params Func<Uri, Scenario>[] Scenarios);

/// <summary>What a client's <c>Main</c> does: runs the verb, prints its table, writes its recording, and holds if asked to.</summary>
public static class Laboratory
{
    const int Looks = 20;
    const int WarmUpCalls = 50;

    /// <returns>The process's exit code: 0, or 2 where the command line is no good.</returns>
    public static async Task<int> Main(string[] words, IReadOnlyList<Verb> verbs, Func<Task<ServerProcess>> startServer, params Assembly[] libraries)
    {
        try
        {
            var arguments = Arguments.Parse(words);
            var verb = verbs.FirstOrDefault(verb => verb.Name == arguments.Verb) ?? throw new FormatException(Usage(verbs));
            using var server = arguments.Address is null ? await startServer() : null;
            await Measure(verb, arguments, arguments.Address ?? server!.Address, libraries);
            return 0;
        }
        catch (FormatException error)
        {
            Console.Error.WriteLine(error.Message);
            return 2;
        }
    }

    static async Task Measure(Verb verb, Arguments arguments, Uri address, Assembly[] libraries)
    {
        List<Run> runs = [];
        foreach (var make in verb.Scenarios) await WarmUp(make, address);
        foreach (var make in verb.Scenarios)
        {
            runs.Add(await Measure(make, address, arguments.Calls ?? verb.Calls, arguments.Hold));
            // Leaves the stack on which the run ended: what it refers to would count in the next one's heap.
            await Task.Yield();
        }
        var file = arguments.Output ?? Path.Combine("recordings", $"{verb.Name}.json");
        Recording.Write(file, verb.Name, runs, libraries);
        // Whole: where `dotnet run` starts a program is not the same for every kind of project.
        Console.WriteLine($"\nRecorded in {Path.GetFullPath(file)}");
    }

    /// <summary>Has what the first calls set up in the process set up, whichever scenario comes first.</summary>
    static async Task WarmUp(Func<Uri, Scenario> make, Uri address)
    {
        using var scenario = make(address);
        await Run.Of(scenario, WarmUpCalls, WarmUpCalls);
    }

    static async Task<Run> Measure(Func<Uri, Scenario> make, Uri address, int calls, bool hold)
    {
        using var scenario = make(address);
        var run = await Run.Of(scenario, calls, every: Math.Max(1, calls / Looks));
        Table.Print(run);
        if (hold) Hold(scenario);
        return run;
    }

    static void Hold(Scenario scenario)
    {
        var id = Environment.ProcessId;
        Console.WriteLine($"""

            Process {id} holds what '{scenario.Name}' has left. From another terminal:
              dotnet-counters monitor -p {id} --counters System.Runtime
              dotnet-gcdump collect -p {id} -o {scenario.Name}.gcdump
            Enter goes on.
            """);
        Console.ReadLine();
    }

    static string Usage(IReadOnlyList<Verb> verbs) => $"""
        Say what to run:
        {string.Join('\n', verbs.Select(verb => $"  {verb.Name,-14}{verb.About}"))}
        Options:
          --calls N       how many calls
          --hold          wait after each run, so that dotnet-counters and dotnet-gcdump can look
          --output FILE   where the recording goes, instead of recordings/
          --address URL   use a server that runs already
        """;
}
