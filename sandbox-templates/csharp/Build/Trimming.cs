using System.Diagnostics;

/// <summary>
/// What the trimmer starts from. `Programs`, by file, run as they were compiled; of assemblies, by name, those in `Whole` are needed in all their parts, those in
/// `Public` in all that others see, and those in `Copied` stay as they are.
/// </summary>
sealed record Roots(string[] Programs, string[] Whole, string[] Public, string[] Copied);

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
        ["System.Reflection.NullabilityInfoContext.IsSupported"] = false,
        ["System.Reflection.Metadata.MetadataUpdater.IsSupported"] = false,
        ["System.Resources.ResourceManager.AllowCustomResourceTypes"] = false,
        ["System.StartupHookProvider.IsSupported"] = false,
    };

    /// <summary>Gives the files of what the roots need, of the assemblies in a folder.</summary>
    public static string[] Trim(string trimmer, Roots roots, string files, string output)
    {
        var unreached = Path.Combine(Directory.CreateDirectory(output).FullName, "unreached.xml");
        Unreached.Xml(files).Save(unreached);
        var rewritten = Directory.CreateDirectory(Path.Combine(output, "rewritten")).FullName;
        if (!Unreached.IsReading(files)) FormatterNames.Shorten(Path.Combine(files, "MessagePack.dll"), Path.Combine(rewritten, "MessagePack.dll"));
        string FileOf(string name) => new[] { rewritten, files }.Select(folder => Path.Combine(folder, $"{name}.dll")).First(File.Exists);
        string[] arguments =
        [
            trimmer,
            .. roots.Programs.Concat(roots.Whole.Select(FileOf)).SelectMany(root => new[] { "-a", root, "all" }),
            .. roots.Public.Select(FileOf).SelectMany(root => new[] { "-a", root, "library" }),
            // Of what is copied, every attribute's type is kept: where one is gone, Mono aborts.
            .. roots.Programs.Select(Path.GetFileNameWithoutExtension).Concat(roots.Copied).SelectMany(name => new[] { "--action", "copy", name! }),
            .. Directory.GetFiles(rewritten).SelectMany(file => new[] { "-reference", file }),
            "-d", files,
            "-out", output,
            "--substitutions", unreached,
            .. Features.SelectMany(feature => new[] { "--feature", feature.Key, feature.Value ? "true" : "false" }),
            // What it warns of, the tests of every exercise, of the editor and of programs tell.
            "--nowarn", "IL2026;IL2055;IL2057;IL2060;IL2067;IL2070;IL2072;IL2075;IL2077;IL2080;IL2087;IL2090;IL2091;IL2104;IL2121;IL3050",
        ];
        using var running = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var said = running.StandardOutput.ReadToEnd();
        running.WaitForExit();
        if (running.ExitCode != 0) throw new InvalidOperationException($"error: the trimmer says {said}");
        // Those that so far nothing needs. They need what others see, and no more.
        foreach (var name in roots.Copied.Where(name => !File.Exists(Path.Combine(output, $"{name}.dll")))) File.Copy(FileOf(name), Path.Combine(output, $"{name}.dll"));
        var own = roots.Programs.Select(Path.GetFileName).ToHashSet();
        return [.. Directory.GetFiles(output, "*.dll").Where(file => !own.Contains(Path.GetFileName(file))).Order(StringComparer.Ordinal)];
    }
}
