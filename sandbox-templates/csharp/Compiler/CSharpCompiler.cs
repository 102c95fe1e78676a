using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace LeakLab.Compiler;

/// <summary>Compiles the files of a program as a console project's are: implicit usings, nullable, top-level statements or <c>Main</c>.</summary>
public sealed class CSharpCompiler(IEnumerable<MetadataReference> references)
{
    /// <summary>The program's assembly.</summary>
    public const string ProgramName = "Program";

    // Comments are read for what they document.
    static readonly CSharpParseOptions Language = new(LanguageVersion.Latest, DocumentationMode.Parse);
    static readonly CSharpCompilationOptions Options = new(
        OutputKind.ConsoleApplication,
        optimizationLevel: OptimizationLevel.Release,
        // That a library was compiled for an older .NET is no news: the SDK leaves these out, too.
        specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)],
        nullableContextOptions: NullableContextOptions.Enable,
        concurrentBuild: false);
    static readonly SyntaxTree ImplicitUsings = CSharpSyntaxTree.ParseText(
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """,
        Language);

    /// <summary>What every program has. What is read of the references is kept with it.</summary>
    readonly CSharpCompilation _empty = CSharpCompilation.Create(ProgramName, [ImplicitUsings], references, Options);
    CSharpCompilation? _latest;

    /// <summary>Reads texts by path. Files that are as they were in the program read before are not parsed again.</summary>
    public CSharpCompilation Read(IReadOnlyDictionary<string, string> files)
    {
        var known = (_latest?.SyntaxTrees ?? []).ToDictionary(tree => tree.FilePath);
        var trees = files.Select(file => known.TryGetValue(file.Key, out var tree) && tree.GetText().ToString() == file.Value ? tree : Parse(file.Key, file.Value)).ToArray();
        // The very same program is bound already.
        if (_latest is not null && _latest.SyntaxTrees.Skip(1).SequenceEqual(trees)) return _latest;
        return _latest = _empty.AddSyntaxTrees(trees);
    }

    static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), Language, path);

    /// <summary>Errors and warnings.</summary>
    public static IEnumerable<Diagnostic> FoundIn(CSharpCompilation compilation) => compilation.GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning);

    public static string MessageOf(Diagnostic found) => found.GetMessage(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Texts by path.</summary>
    public Compiled Compile(IReadOnlyDictionary<string, string> files, string name = ProgramName)
    {
        var compilation = Read(files);
        var diagnostics = FoundIn(compilation).Select(FaultOf).ToArray();
        if (diagnostics.Any(fault => fault.IsError)) return new(null, [], [], diagnostics);

        var written = compilation;
        compilation = SandboxCalls.PutInto(compilation).WithAssemblyName(name);
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(assembly, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        if (!emitted.Success)
            return new(null, [], [], [.. emitted.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).Select(FaultOf)]);
        var bytes = assembly.ToArray();
        return new(bytes, LinesIn(symbols, AsWritten(written, compilation)), ReferencesOf(bytes), diagnostics);
    }

    static Fault FaultOf(Diagnostic found)
    {
        var place = found.Location.GetMappedLineSpan();
        return new(
            found.Severity == DiagnosticSeverity.Error,
            found.Id,
            MessageOf(found),
            place.Path is { Length: > 0 } path ? path : null,
            place.StartLinePosition.Line + 1,
            place.StartLinePosition.Character + 1,
            place.EndLinePosition.Line + 1,
            place.EndLinePosition.Character + 1);
    }

    static string[] ReferencesOf(byte[] assembly)
    {
        using var reader = new System.Reflection.PortableExecutable.PEReader(new MemoryStream(assembly));
        var metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    /// <summary>Where in a file, as the learner wrote it, a place is of what is compiled: other names make some lines longer.</summary>
    static Func<string, LinePosition, LinePosition> AsWritten(CSharpCompilation written, CSharpCompilation compiled)
    {
        var changed = written.SyntaxTrees.Zip(compiled.SyntaxTrees)
            .Where(trees => trees.First != trees.Second)
            .ToDictionary(trees => trees.First.FilePath, trees => (From: trees.First.GetText(), To: trees.Second.GetText()));
        return (file, place) =>
        {
            // `#line` may have it anywhere.
            if (!changed.TryGetValue(file, out var text) || place.Line >= text.To.Lines.Count) return place;
            var at = text.To.Lines.GetPosition(place);
            var longer = 0;
            foreach (var change in text.To.GetChangeRanges(text.From).TakeWhile(change => change.Span.Start + longer < at))
            {
                // Within what was put in, where that begins.
                if (at < change.Span.Start + longer + change.NewLength) return text.From.Lines.GetLinePosition(change.Span.Start);
                longer += change.NewLength - change.Span.Length;
            }
            return text.From.Lines.GetLinePosition(Math.Clamp(at - longer, 0, text.From.Length));
        };
    }

    /// <summary>Where each method's instructions come from: what a stack trace is put into lines by.</summary>
    static Line[] LinesIn(MemoryStream symbols, Func<string, LinePosition, LinePosition> asWritten)
    {
        symbols.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(symbols);
        var reader = provider.GetMetadataReader();
        return
        [
            .. from handle in reader.MethodDebugInformation
               from point in reader.GetMethodDebugInformation(handle).GetSequencePoints()
               where !point.IsHidden
               let file = reader.GetString(reader.GetDocument(point.Document).Name)
               let place = asWritten(file, new(point.StartLine - 1, point.StartColumn - 1))
               select new Line(MetadataTokens.GetToken(handle.ToDefinitionHandle()), point.Offset, file, place.Line + 1, place.Character + 1),
        ];
    }
}

/// <summary>A program, or why it is none. `Assembly` is null where there are errors.</summary>
public sealed record Compiled(byte[]? Assembly, Line[] Lines, string[] References, Fault[] Faults);

/// <summary>From this offset of the method on, its instructions are of this place in the learner's files. Lines and columns count from 1.</summary>
public sealed record Line(int Method, int Offset, string File, int Number, int Column);

/// <summary>An error or a warning. Lines and columns count from 1. `File` is null where it lies in no place of the program's: nothing is there to begin with.</summary>
public sealed record Fault(bool IsError, string Id, string Message, string? File, int Line, int Column, int EndLine, int EndColumn);
