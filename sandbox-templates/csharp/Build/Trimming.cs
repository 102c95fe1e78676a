using System.Diagnostics;

/// <summary>The SDK's own trimmer, without the publishing of an app around it.</summary>
static class Trimming
{
    /// <summary>What a browser's runtime is started with, or has no use for: code for the other case goes.</summary>
    static readonly Dictionary<string, bool> Features = new()
    {
        ["System.Globalization.Invariant"] = true,
        ["System.Diagnostics.Debugger.IsSupported"] = false,
        ["System.Diagnostics.Tracing.EventSource.IsSupported"] = false,
        ["System.Runtime.Serialization.EnableUnsafeBinaryFormatterSerialization"] = false,
        ["System.Text.Encoding.EnableUnsafeUTF7Encoding"] = false,
    };

    /// <summary>Gives the files of what the programs and the whole assemblies need.</summary>
    public static string[] Trim(string trimmer, IEnumerable<string> programs, IEnumerable<string> whole, string files, string output)
    {
        var roots = programs.ToArray();
        string[] arguments =
        [
            trimmer,
            .. roots.Concat(whole.Select(name => Path.Combine(files, $"{name}.dll"))).SelectMany(root => new[] { "-a", root, "all" }),
            // The programs run as they were compiled. Of what is copied, every attribute's type is kept: where one is gone, Mono aborts.
            .. roots.SelectMany(root => new[] { "--action", "copy", Path.GetFileNameWithoutExtension(root) }),
            "-d", files,
            "-out", output,
            .. Features.SelectMany(feature => new[] { "--feature", feature.Key, feature.Value ? "true" : "false" }),
            // What it warns of, the tests of every exercise tell.
            "--nowarn", "IL2026;IL2055;IL2057;IL2060;IL2067;IL2070;IL2072;IL2075;IL2077;IL2080;IL2087;IL2090;IL2091;IL2104;IL3050",
        ];
        using var running = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var said = running.StandardOutput.ReadToEnd();
        running.WaitForExit();
        if (running.ExitCode != 0) throw new InvalidOperationException($"error: the trimmer says {said}");
        var own = roots.Select(Path.GetFileName).ToHashSet();
        return [.. Directory.GetFiles(output, "*.dll").Where(file => !own.Contains(Path.GetFileName(file))).Order(StringComparer.Ordinal)];
    }
}
