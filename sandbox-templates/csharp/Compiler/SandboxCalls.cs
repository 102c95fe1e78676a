using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLab.Compiler;

/// <summary>
/// In a browser, .NET has no sockets, no signals and one thread: a channel reaches the sandbox's server over a handler of ours, the sandbox tells a program
/// to end, and sleeping has a limit. There and on this machine, linked sources are counted.
/// So that a program reads as anywhere, what it calls for that is compiled as a call of the host's. Lines stay where they were.
/// </summary>
static class SandboxCalls
{
    static readonly Dictionary<string, string> Ours = new()
    {
        ["Grpc.Net.Client.GrpcChannel.ForAddress"] = "global::LeakLab.Host.SandboxChannel.ForAddress",
        ["System.Threading.Thread.Sleep"] = "global::LeakLab.Host.SandboxThread.Sleep",
        ["System.Runtime.InteropServices.PosixSignalRegistration.Create"] = "global::LeakLab.Host.SandboxSignals.Create",
        ["System.Threading.CancellationTokenSource.CreateLinkedTokenSource"] = "global::LeakLab.Host.SandboxTokenSource.CreateLinkedTokenSource",
    };

    public static CSharpCompilation PutInto(CSharpCompilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            var calls = tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
                .Select(call => (call.Expression, Ours: model.GetSymbolInfo(call).Symbol is IMethodSymbol method ? Ours.GetValueOrDefault($"{method.ContainingType}.{method.Name}") : null))
                .Where(call => call.Ours is not null)
                .ToArray();
            if (calls.Length == 0) continue;
            // As text: to put other nodes into a tree takes a part of Roslyn that nothing else here does.
            var names = calls.Select(call => new TextChange(call.Expression.Span, call.Ours + LineBreaksIn(call.Expression)));
            var holes = calls.Select(call => call.Expression.FirstAncestorOrSelf<InterpolationSyntax>()).OfType<InterpolationSyntax>().Distinct().SelectMany(InParentheses);
            var changes = names.Concat(holes).OrderBy(change => change.Span);
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(tree.GetText().WithChanges(changes)));
        }
        return compilation;
    }

    /// <summary>In an interpolated string, the colons of <c>global::</c> would begin a format.</summary>
    static TextChange[] InParentheses(InterpolationSyntax hole) => [new(new(hole.Expression.SpanStart, 0), "("), new(new(hole.Expression.Span.End, 0), ")")];

    static string LineBreaksIn(SyntaxNode node) => new('\n', node.ToString().Count(character => character == '\n'));
}
