using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace LeakLab.Compiler;

/// <summary>What the compiler's worker calls.</summary>
[SupportedOSPlatform("browser")]
public static partial class Exports
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    static readonly List<MetadataReference> References = [];
    static CSharpCompiler? compiler;

    [JSExport]
    internal static void AddReference(byte[] assembly) => References.Add(MetadataReference.CreateFromImage(assembly));

    /// <summary>
    /// Takes texts by path as JSON, gives a <see cref="Compiled"/> as JSON. It runs as the thread pool's: what Roslyn starts and waits for (the checksums
    /// of the sources) is then run in place, where one thread could not wait for it.
    /// </summary>
    [JSExport]
    internal static Task<string> Compile(string files) => Task.Run(() =>
    {
        compiler ??= new CSharpCompiler(References);
        return JsonSerializer.Serialize(compiler.Compile(JsonSerializer.Deserialize<Dictionary<string, string>>(files, Json)!), Json);
    });
}
