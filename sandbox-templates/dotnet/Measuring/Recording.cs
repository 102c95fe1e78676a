using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace LeakLab.Measuring;

/// <summary>The runs of one verb as a file: which program, on what, and each run's samples by column.</summary>
static class Recording
{
    static readonly JsonSerializerOptions json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <param name="libraries">An assembly of each library whose version is told.</param>
    public static void Write(string file, string verb, IEnumerable<Run> runs, IEnumerable<Assembly> libraries)
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } directory) Directory.CreateDirectory(directory);
        File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            verb,
            versions = libraries.ToDictionary(library => library.GetName().Name!, VersionOf).Append(new(".NET", Environment.Version.ToString())).ToDictionary(),
            machine = new
            {
                platform = Platform,
                arch = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(),
                cores = Environment.ProcessorCount,
                memory = (int)Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Math.Pow(2, 30)),
            },
            runs = runs.Select(run => new
            {
                run.Scenario,
                samples = Columns(run),
                failed = run.Failed,
            }),
        }, json) + "\n");
    }

    static Dictionary<string, object> Columns(Run run)
    {
        var columns = new Dictionary<string, object>
        {
            ["calls"] = run.Samples.Select(sample => sample.Calls),
            ["heapUsed"] = run.Samples.Select(sample => sample.HeapUsed),
            ["heapAfterGc"] = run.Samples.Select(sample => sample.HeapAfterGc),
            ["entries"] = run.Samples.Select(sample => sample.Entries),
        };
        for (var i = 0; i < run.Also.Count; i++)
        {
            var own = i;
            columns[run.Also[own]] = run.Samples.Select(sample => sample.Also[own]);
        }
        return columns;
    }

    static string VersionOf(Assembly library) =>
        library.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? library.GetName().Version!.ToString();

    static string Platform => OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
}
