using Grpc.Core;

namespace LeakLab.Measuring;

/// <summary>What was seen after so many calls. Heap figures in bytes.</summary>
/// <param name="Also">The scenario's own figures, in its order.</param>
public sealed record Sample(int Calls, long HeapUsed, long HeapAfterGc, int Entries, IReadOnlyList<long> Also);

/// <summary>The call that failed, counted from 1, and how.</summary>
public sealed record Failure(int Call, string Status, string Detail);

/// <summary>A scenario as it went.</summary>
/// <param name="Also">The names of the scenario's own figures.</param>
/// <param name="Failed">Null where every call came through. The first that does not ends the run.</param>
public sealed record Run(string Scenario, IReadOnlyList<string> Also, IReadOnlyList<Sample> Samples, Failure? Failed)
{
    /// <summary>Makes the calls, and looks at the heap before the first, after every <paramref name="every"/>, and after the last.</summary>
    public static async Task<Run> Of(Scenario scenario, int calls, int every)
    {
        calls = Math.Min(calls, scenario.Most);
        every = Math.Min(every, calls);
        List<Sample> samples = [Look(scenario, 0)];
        for (var made = 0; made < calls;)
        {
            var until = Math.Min(made + every, calls);
            for (; made < until; made++)
            {
                if (await FailureOf(scenario, made) is not { } failed) continue;
                samples.Add(Look(scenario, made));
                return new(scenario.Name, [.. scenario.Also.Select(own => own.Name)], samples, failed);
            }
            samples.Add(Look(scenario, made));
        }
        return new(scenario.Name, [.. scenario.Also.Select(own => own.Name)], samples, null);
    }

    static async Task<Failure?> FailureOf(Scenario scenario, int made)
    {
        try
        {
            await scenario.Call(made);
            return null;
        }
        catch (RpcException error)
        {
            return new(made + 1, error.StatusCode.ToString(), error.Status.Detail);
        }
        catch (OutOfMemoryException error)
        {
            return new(made + 1, nameof(OutOfMemoryException), error.Message);
        }
    }

    static Sample Look(Scenario scenario, int calls)
    {
        var used = Heap.Used;
        return new(calls, used, Heap.AfterFullCollection(), scenario.Entries(), [.. scenario.Also.Select(own => own.Read())]);
    }
}
