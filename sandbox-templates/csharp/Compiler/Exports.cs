using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;
using LeakLab.Compiler.Language;
using Microsoft.CodeAnalysis;

namespace LeakLab.Compiler;

/// <summary>What the compiler's worker calls.</summary>
[SupportedOSPlatform("browser")]
public static partial class Exports
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    static readonly List<MetadataReference> References = [];
    static readonly Dictionary<int, LanguageServer> Servers = [];
    static CSharpCompiler? compiler;

    static CSharpCompiler Compiler => compiler ??= new CSharpCompiler(References);

    [JSExport]
    internal static void Document(string json) => Documentation.OfLibraries(json);

    [JSExport]
    internal static void AddReference(byte[] assembly) => References.Add(MetadataReference.CreateFromImage(assembly));

    /// <summary>Takes texts by path as JSON, gives a <see cref="Compiled"/> as JSON.</summary>
    [JSExport]
    internal static Task<string> Compile(string files) =>
        InTurn(() => JsonSerializer.Serialize(Compiler.Compile(JsonSerializer.Deserialize<Dictionary<string, string>>(files, Json)!), Json));

    /// <summary>A message to a language server, one for each sandbox. It is there from its first message on, until it is closed.</summary>
    [JSExport]
    internal static Task Ask(int sandbox, string message) => InTurn(() =>
    {
        if (!Servers.TryGetValue(sandbox, out var server)) Servers.Add(sandbox, server = new(Compiler, answer => Answer(sandbox, answer)));
        server.Receive(message);
        return true;
    });

    [JSExport]
    internal static void Close(int sandbox) => Servers.Remove(sandbox);

    [JSImport("answer", "compiler")]
    internal static partial void Answer(int sandbox, string message);

    /// <summary>
    /// Runs as the thread pool's: what Roslyn starts and waits for (the checksums of the sources) is then run in place, where one thread could not wait for
    /// it. First come, first served: by itself, the pool takes what came last.
    /// </summary>
    static Task<T> InTurn<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
}
