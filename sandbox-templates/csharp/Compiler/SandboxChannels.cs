using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLab.Compiler;

/// <summary>
/// In a browser, .NET has no sockets: a channel reaches the sandbox's server over a handler of ours. So that a program reads as anywhere, its
/// <c>GrpcChannel.ForAddress</c> is compiled as a call that gives the channel this handler. Lines stay where they were.
/// </summary>
static class SandboxChannels
{
    const string Method = "Grpc.Net.Client.GrpcChannel.ForAddress";
    const string Ours = "global::LeakLab.Host.SandboxChannel.ForAddress";

    public static CSharpCompilation PutInto(CSharpCompilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            var root = tree.GetRoot();
            var calls = root.DescendantNodes().OfType<InvocationExpressionSyntax>()
                .Where(call => model.GetSymbolInfo(call).Symbol is IMethodSymbol method && $"{method.ContainingType}.{method.Name}" == Method)
                .Select(call => call.Expression)
                .ToArray();
            if (calls.Length == 0) continue;
            var changed = root.ReplaceNodes(calls, (call, _) => SyntaxFactory.ParseExpression(Ours + LineBreaksIn(call)).WithTriviaFrom(call));
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(changed, tree.Options));
        }
        return compilation;
    }

    static string LineBreaksIn(SyntaxNode node) => new('\n', node.ToString().Count(character => character == '\n'));
}
