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
var own = Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Where(file => Path.GetFileName(file) is not ("LeakLab.Build.dll" or "Mono.Cecil.dll"));
// Of a library that is in both, the browser's.
foreach (var file in own) Copy(file);
Copy(Path.Combine(pack, "native", "System.Private.CoreLib.dll"));
foreach (var file in Directory.GetFiles(Path.Combine(pack, "lib", "net10.0"), "*.dll").Where(IsWanted)) Copy(file);

var documentation = Directory.GetFiles(AppContext.BaseDirectory, "*.xml").Concat(Directory.GetFiles(referencePack, "*.xml"));
File.WriteAllText(Path.Combine(files, "documentation.json"), JsonSerializer.Serialize(DocumentationFiles.Read(documentation), new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

// What the compiler reads of what a program may use: the SDK's references, and the packages' assemblies without their code. All in one file: they are much alike.
var references = Directory.GetFiles(referencePack, "*.dll").Where(IsReferred).Select(Images.Unsigned)
    .Concat(own.Where(file => !IsCompiler(file) && !File.Exists(Path.Combine(referencePack, Path.GetFileName(file)))).Select(Images.WithoutCode))
    .ToArray();
File.WriteAllBytes(Path.Combine(files, "references.bin"), [.. references.SelectMany(image => image)]);
var compiler = new CSharpCompiler(references.Select(image => MetadataReference.CreateFromImage(image)));
var programs = Directory.GetDirectories(Path.Combine(templates, "exercises")).Order(StringComparer.Ordinal).SelectMany(ProgramsOf).ToArray();
if (programs.Any(program => program.Compiled.Assembly is null)) return 1;

// Whatever of the core library the compiler does not show to a program (what is for one kind of processor, most of all) need not be there for it.
var core = Path.Combine(files, "System.Private.CoreLib.dll");
var hidden = Images.PublicTypes(File.ReadAllBytes(core)).Except(references.SelectMany(Images.PublicTypes)).ToHashSet();
File.WriteAllBytes(core, Images.WithTypes(File.ReadAllBytes(core), hidden, areShown: false));
// The host, and the client: our reading, or MagicOnion's own assemblies, with what they find by reflection in MessagePack.
string[] client = Told("Client") == "reading" ? ["LeakLab.MagicOnion"] : ["MagicOnion.Abstractions", "MagicOnion.Client", "MagicOnion.Serialization.MessagePack", "MagicOnion.Shared", "MessagePack"];
string[] whole = ["LeakLab.Host", .. client];
var trimmed = Trim("trimmed", new(CompiledAgain(programs), whole, [], []));
var edited = Trim("edited", new([], [.. whole, "LeakLab.Compiler"], EditedTier.Public, EditedTier.Copied));
foreach (var file in Directory.GetFiles(files, "*.System.Private.CoreLib.dll").Append(core)) File.WriteAllBytes(file, Images.WithTypes(File.ReadAllBytes(file), hidden, areShown: true));
foreach (var file in Directory.GetFiles(files, "*.dll").Where(IsCompiler)) File.Delete(file);
var all = new AssemblyGraph(Directory.GetFiles(files, "*.dll").Where(file => !Path.GetFileName(file).StartsWith("trimmed.") && !Path.GetFileName(file).StartsWith("edited.")));
var manifest = new { client = Told("Client"), assemblies = all.Needs(), forwards = all.Forwards(), trimmed, edited, complete = EditedTier.Complete(whole), references = references.Select(image => image.Length), programs };
File.WriteAllText(Path.Combine(output, "manifest.json"), JsonSerializer.Serialize(manifest, json));
// <packages>/<name>/<version>/runtimes/browser-wasm
var packages = Package.Bundled(Path.GetFullPath(Path.Combine(pack, "../../../..")), Path.Combine(AppContext.BaseDirectory, "LeakLab.Build.deps.json"), Path.GetFullPath(Path.Combine(pack, "../..")));
// The SDK's references come without a text of their licence. They are of the same project as the browser's .NET, under the same.
var referenced = packages[^1] with { Name = "Microsoft.NETCore.App.Ref", Version = Path.GetFileName(Path.GetFullPath(Path.Combine(referencePack, "../.."))) };
File.WriteAllText(Path.Combine(output, "packages.json"), JsonSerializer.Serialize(packages.Append(referenced), json));
return programs.Any(program => program.Compiled.Faults.Length > 0) ? 1 : 0;

static string Told(string key) => Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;

IEnumerable<Given> ProgramsOf(string folder)
{
    var given = SourcesIn(Path.Combine(folder, "csharp", "start"));
    if (given.Count == 0) yield break;
    // As `site/sandbox/exercises/exercises.ts` puts them together.
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

// The programs that are given, under names of their own: all are called the same.
string[] CompiledAgain(Given[] programs)
{
    var work = Directory.CreateDirectory(Path.Combine(output, "programs")).FullName;
    return [.. programs.Select((program, i) =>
    {
        var file = Path.Combine(work, $"Given{i}.dll");
        File.WriteAllBytes(file, compiler.Compile(program.Files, $"Given{i}").Assembly!);
        return file;
    })];
}

// What the roots need, and no more of it, as `<set>.<name>.dll`. Which of it needs which is said as of the whole.
Dictionary<string, string[]> Trim(string set, Roots roots)
{
    var work = Path.Combine(output, set);
    var kept = Trimming.Trim(Told("Trimmer"), roots, files, work);
    foreach (var file in kept.Where(IsRoslyn)) Slimming.Slim(file);
    foreach (var file in kept) File.WriteAllBytes(Path.Combine(files, $"{set}.{Path.GetFileName(file)}"), Images.Unsigned(file));
    var needs = new AssemblyGraph(kept).Needs();
    Directory.Delete(work, recursive: true);
    return needs;
}

void Copy(string file)
{
    var copy = Path.Combine(files, Path.GetFileName(file));
    if (Path.GetExtension(file) == ".dll") File.WriteAllBytes(copy, Images.Unsigned(file));
    else File.Copy(file, copy, overwrite: true);
}

// What no program here has a use for, and is large.
static bool IsWanted(string file) =>
    !Path.GetFileName(file).StartsWith("Microsoft.VisualBasic", StringComparison.Ordinal)
    && Path.GetFileName(file) is not ("System.Data.Common.dll" or "System.Private.DataContractSerialization.dll");

static bool IsReferred(string file) => IsWanted(file) && Path.GetFileName(file) is not ("System.Runtime.Intrinsics.dll" or "WindowsBase.dll" or "mscorlib.dll" or "System.dll" or "System.Core.dll" or "System.Data.dll" or "System.Net.dll" or "System.Xml.dll" or "System.Web.dll" or "System.Drawing.dll" or "System.Configuration.dll" or "System.ServiceProcess.dll" or "System.Transactions.dll" or "System.Security.dll" or "System.Numerics.dll");

// What is there to compile, and for no program.
static bool IsCompiler(string file) => Path.GetFileName(file) == "LeakLab.Compiler.dll" || IsRoslyn(file);

static bool IsRoslyn(string file) => Path.GetFileName(file).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal);

static Dictionary<string, string> SourcesIn(string folder) =>
    Directory.Exists(folder) ? Directory.GetFiles(folder, "*.cs").ToDictionary(file => Path.GetFileName(file), File.ReadAllText) : [];

sealed record Given(Dictionary<string, string> Files, Compiled Compiled);
