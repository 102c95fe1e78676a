// Puts together what a browser loads: .NET's own files, the host and what it needs, the compiler, which assembly refers to which; and compiles the
// programs that the exercises give, so that they are not the reader's to wait for.
// dotnet LeakLab.Build.dll <sandbox-templates> <output>
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeakLab.Compiler;
using Microsoft.CodeAnalysis;

var (templates, output) = (args[0], args[1]);
var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
var (pack, referencePack) = (Told("BrowserPack"), Told("ReferencePack"));
var files = Directory.CreateDirectory(Path.Combine(output, "files")).FullName;

string[] native = ["dotnet.js", "dotnet.native.js", "dotnet.runtime.js", "dotnet.native.wasm"];
foreach (var name in native) Copy(Path.Combine(pack, "native", name));
var own = Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Where(file => Path.GetFileName(file) != "LeakLab.Build.dll");
// Of a library that is in both, the browser's.
foreach (var file in own) Copy(file);
Copy(Path.Combine(pack, "native", "System.Private.CoreLib.dll"));
foreach (var file in Directory.GetFiles(Path.Combine(pack, "lib", "net10.0"), "*.dll").Where(IsWanted)) Copy(file);

var documentation = Directory.GetFiles(AppContext.BaseDirectory, "*.xml").Concat(Directory.GetFiles(referencePack, "*.xml"));
File.WriteAllText(Path.Combine(files, "documentation.json"), JsonSerializer.Serialize(DocumentationFiles.Read(documentation), new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

var assemblies = Directory.GetFiles(files, "*.dll").Order(StringComparer.Ordinal).ToArray();
var known = new AssemblyGraph(assemblies);
var graph = known.Needs();
// What is loaded anyway is what the compiler reads, too. Of the rest it reads the SDK's references, which have no code; what runs is loaded when a program
// turns out to need it.
var loaded = new HashSet<string>();
Meet("System.Private.CoreLib", "LeakLab.Host", "LeakLab.Compiler");
var bare = graph.Keys.Where(name => !loaded.Contains(name) && known.IsWhole(name) && File.Exists(ReferenceOf(name))).Order(StringComparer.Ordinal).ToArray();
foreach (var name in bare) File.Copy(ReferenceOf(name), Path.Combine(files, $"{name}.ref.dll"));
var compiler = new CSharpCompiler(graph.Keys.Select(name => MetadataReference.CreateFromFile(bare.Contains(name) ? ReferenceOf(name) : Path.Combine(files, $"{name}.dll"))));
var programs = Directory.GetDirectories(Path.Combine(templates, "exercises")).Order(StringComparer.Ordinal).SelectMany(ProgramsOf).ToArray();
var trimmed = Trim(programs);
File.WriteAllText(Path.Combine(output, "manifest.json"), JsonSerializer.Serialize(new { assemblies = graph, bare, programs, trimmed }, json));
// <packages>/<name>/<version>/runtimes/browser-wasm
var packages = Package.Bundled(Path.GetFullPath(Path.Combine(pack, "../../../..")), Path.Combine(AppContext.BaseDirectory, "LeakLab.Build.deps.json"), Path.GetFullPath(Path.Combine(pack, "../..")));
// The SDK's references come without a text of their licence. They are of the same project as the browser's .NET, under the same.
var references = packages[^1] with { Name = "Microsoft.NETCore.App.Ref", Version = Path.GetFileName(Path.GetFullPath(Path.Combine(referencePack, "../.."))) };
File.WriteAllText(Path.Combine(output, "packages.json"), JsonSerializer.Serialize(packages.Append(references), json));
return programs.Any(program => program.Compiled.Faults.Length > 0) ? 1 : 0;

string ReferenceOf(string name) => Path.Combine(referencePack, $"{name}.dll");

void Meet(params string[] names)
{
    foreach (var name in names.Where(name => graph.ContainsKey(name) && loaded.Add(name))) Meet(graph[name]);
}

static string Told(string key) => Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;

IEnumerable<Given> ProgramsOf(string folder)
{
    var given = SourcesIn(Path.Combine(folder, "csharp", "start"));
    if (given.Count == 0) yield break;
    // As `site/sandbox/exercises.ts` puts them together.
    var start = SourcesIn(Path.Combine(templates, "sum"));
    foreach (var (path, text) in given) start[path] = text;
    var solution = new Dictionary<string, string>(start);
    foreach (var (path, text) in SourcesIn(Path.Combine(folder, "csharp", "solution"))) solution[path] = text;
    foreach (var sources in new[] { start, solution })
    {
        var program = new Given(sources, compiler.Compile(sources));
        foreach (var fault in program.Compiled.Faults)
            Console.Error.WriteLine($"{folder}/{fault.File}({fault.Line},{fault.Column}): error {fault.Id}: {fault.Message}");
        yield return program;
    }
}

// What the programs that are given need, and no more of it: half the octets. Which of it needs which is said as of the whole.
Dictionary<string, string[]> Trim(Given[] programs)
{
    if (programs.Any(program => program.Compiled.Assembly is null)) return [];
    var work = Directory.CreateDirectory(Path.Combine(output, "trimming")).FullName;
    // Under names of their own: all are called the same.
    var roots = programs.Select((program, i) => (Name: $"Given{i}", program.Files)).Select(given =>
    {
        var file = Path.Combine(work, $"{given.Name}.dll");
        File.WriteAllBytes(file, compiler.Compile(given.Files, given.Name).Assembly!);
        return file;
    });
    var kept = Trimming.Trim(Told("Trimmer"), roots, ["LeakLab.Host", "LeakLab.MagicOnion"], files, Path.Combine(work, "trimmed"));
    foreach (var file in kept) File.Copy(file, Path.Combine(files, $"trimmed.{Path.GetFileName(file)}"));
    var needs = new AssemblyGraph(kept).Needs();
    Directory.Delete(work, recursive: true);
    return needs;
}

void Copy(string file) => File.Copy(file, Path.Combine(files, Path.GetFileName(file)), overwrite: true);

// What no program here has a use for, and is large.
static bool IsWanted(string file) =>
    !Path.GetFileName(file).StartsWith("Microsoft.VisualBasic", StringComparison.Ordinal)
    && Path.GetFileName(file) is not ("System.Data.Common.dll" or "System.Private.DataContractSerialization.dll");

static Dictionary<string, string> SourcesIn(string folder) =>
    Directory.Exists(folder) ? Directory.GetFiles(folder, "*.cs").ToDictionary(file => Path.GetFileName(file), File.ReadAllText) : [];

sealed record Given(Dictionary<string, string> Files, Compiled Compiled);
