using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLab.Compiler;

/// <summary>
/// In a browser, .NET has no sockets, no signals and one thread: a channel reaches the sandbox's server over a handler of ours, the sandbox tells a program
/// to end, and sleeping has a limit. There and on this machine, linked sources are counted.
/// So that a program reads as anywhere, what it names for that is compiled as a method or a type of the host's. Lines stay where they were.
/// </summary>
static class SandboxCalls
{
    static readonly Dictionary<string, string> Ours = new()
    {
        ["Grpc.Net.Client.GrpcChannel.ForAddress"] = "global::LeakLab.Host.SandboxChannel.ForAddress",
        ["System.Threading.Thread.Sleep"] = "global::LeakLab.Host.SandboxThread.Sleep",
        ["System.Threading.CancellationTokenSource.CreateLinkedTokenSource"] = "global::LeakLab.Host.SandboxTokenSource.CreateLinkedTokenSource",
        // A type: a program may have it in a field.
        ["System.Runtime.InteropServices.PosixSignalRegistration"] = "global::LeakLab.Host.SandboxSignalRegistration",
    };

    /// <summary>The last part of each: most names in a program are none of these, and need not be looked up.</summary>
    static readonly HashSet<string> Names = [.. Ours.Keys.Select(name => name.Split('.')[^1])];

    public static CSharpCompilation PutInto(CSharpCompilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            var places = tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
                .Where(name => Names.Contains(name.Identifier.ValueText))
                .Select(name => (Whole: WholeOf(name), Ours: OursFor(model.GetSymbolInfo(name).Symbol)))
                .Where(place => place.Ours is not null)
                .ToArray();
            if (places.Length == 0) continue;
            // As text: to put other nodes into a tree takes a part of Roslyn that nothing else here does.
            var names = places.Select(place => new TextChange(place.Whole.Span, place.Ours + LineBreaksIn(place.Whole)));
            var holes = places.Select(place => place.Whole.FirstAncestorOrSelf<InterpolationSyntax>()).OfType<InterpolationSyntax>().Distinct().SelectMany(InParentheses);
            var changes = names.Concat(holes).OrderBy(change => change.Span);
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(tree.GetText().WithChanges(changes)));
        }
        return compilation;
    }

    /// <summary>Of a method, called or handed on, or of a type; null of what stays as it is.</summary>
    static string? OursFor(ISymbol? symbol) => symbol switch
    {
        IMethodSymbol method => Ours.GetValueOrDefault($"{method.ContainingType}.{method.Name}"),
        INamedTypeSymbol type => Ours.GetValueOrDefault($"{type}"),
        _ => null,
    };

    /// <summary>With what stands before its dot or colons.</summary>
    static SyntaxNode WholeOf(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access,
        QualifiedNameSyntax qualified when qualified.Right == name => qualified,
        AliasQualifiedNameSyntax aliased when aliased.Name == name => aliased,
        _ => name,
    };

    /// <summary>In an interpolated string, the colons of <c>global::</c> would begin a format.</summary>
    static TextChange[] InParentheses(InterpolationSyntax hole) => [new(new(hole.Expression.SpanStart, 0), "("), new(new(hole.Expression.Span.End, 0), ")")];

    static string LineBreaksIn(SyntaxNode node) => new('\n', node.ToString().Count(character => character == '\n'));
}
