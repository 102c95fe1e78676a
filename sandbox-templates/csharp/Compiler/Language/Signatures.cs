using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLab.Compiler.Language;

/// <summary>What a call at a place can be given.</summary>
static class Signatures
{
    public static SignatureHelp? At(Place place)
    {
        var token = place.Root.FindToken(place.Offset);
        if (token.SpanStart >= place.Offset) token = token.GetPreviousToken();
        // In the parentheses: a lambda's braces are a place of their own.
        var list = token.Parent?.AncestorsAndSelf().TakeWhile(node => node is not (StatementSyntax or AnonymousFunctionExpressionSyntax { Block: not null }))
            .OfType<BaseArgumentListSyntax>().FirstOrDefault(list => IsWithin(list, place.Offset));
        if (list is null) return null;
        var candidates = CandidatesOf(place.Model, list).Where(candidate => candidate.CanBeReferencedByName || candidate is IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.DelegateInvoke }).ToArray();
        if (candidates.Length == 0) return null;
        var index = list.Arguments.GetSeparators().Count(comma => comma.Span.End <= place.Offset);
        var name = list.Arguments.ElementAtOrDefault(index)?.NameColon?.Name.Identifier.ValueText;
        var meant = list.Parent is { } call ? place.Model.GetSymbolInfo(call).Symbol : null;
        var active = Array.FindIndex(candidates, candidate => SymbolEqualityComparer.Default.Equals(candidate, meant));
        if (active < 0) active = Array.FindIndex(candidates, candidate => Takes(candidate, Math.Max(index + 1, list.Arguments.Count(argument => !argument.IsMissing && argument.Span.Length > 0))));
        if (active < 0) active = 0;
        return new([.. candidates.Select(SignatureOf)], active, Active(candidates[active], index, name));
    }

    static bool IsWithin(BaseArgumentListSyntax list, int offset)
    {
        var (open, close) = list switch
        {
            ArgumentListSyntax called => (called.OpenParenToken, called.CloseParenToken),
            BracketedArgumentListSyntax indexed => (indexed.OpenBracketToken, indexed.CloseBracketToken),
            _ => (list.GetFirstToken(), list.GetLastToken()),
        };
        return open.Span.End <= offset && (close.IsMissing || offset <= close.SpanStart);
    }

    /// <summary>Methods, constructors, indexers or a delegate's own that arguments could be meant for.</summary>
    public static IEnumerable<ISymbol> CandidatesOf(SemanticModel model, BaseArgumentListSyntax list)
    {
        switch (list.Parent)
        {
            case InvocationExpressionSyntax call:
                var methods = model.GetMemberGroup(call.Expression);
                if (methods.Length > 0) return methods;
                return model.GetTypeInfo(call.Expression).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoked } ? [invoked] : [];
            case BaseObjectCreationExpressionSyntax made:
                return model.GetTypeInfo(made).Type is INamedTypeSymbol type ? Accessible(model, list.SpanStart, type.InstanceConstructors) : [];
            case ConstructorInitializerSyntax chained:
                return model.GetMemberGroup(chained);
            case PrimaryConstructorBaseTypeSyntax chained:
                return model.GetTypeInfo(chained.Type).Type is INamedTypeSymbol parent ? Accessible(model, list.SpanStart, parent.InstanceConstructors) : [];
            case ElementAccessExpressionSyntax indexed:
                return model.GetTypeInfo(indexed.Expression).Type is { } owner ? model.LookupSymbols(list.SpanStart, owner).Where(member => member is IPropertySymbol { IsIndexer: true }) : [];
            default:
                return [];
        }
    }

    static IEnumerable<ISymbol> Accessible(SemanticModel model, int at, IEnumerable<ISymbol> symbols) => symbols.Where(symbol => model.IsAccessible(at, symbol));

    static bool Takes(ISymbol candidate, int count) => SymbolParameters.Of(candidate) is var parameters && (parameters.Length >= count || parameters is [.., { IsParams: true }]);

    static int Active(ISymbol candidate, int index, string? name)
    {
        var parameters = SymbolParameters.Of(candidate);
        if (name is not null) return Math.Max(0, parameters.IndexOf(parameters.FirstOrDefault(parameter => parameter.Name == name)!));
        return parameters is [.., { IsParams: true }] ? Math.Min(index, parameters.Length - 1) : index;
    }

    static Signature SignatureOf(ISymbol candidate)
    {
        var (before, after) = SymbolText.Around(candidate);
        var label = new StringBuilder(before);
        var parameters = new List<SignatureParameter>();
        foreach (var parameter in SymbolParameters.Of(candidate))
        {
            if (parameters.Count > 0) label.Append(", ");
            var start = label.Length;
            label.Append(SymbolText.Parameter(parameter));
            parameters.Add(new([start, label.Length], Documentation.OfParameter(parameter)));
        }
        return new(label.Append(after).ToString(), Documentation.Summary(candidate), [.. parameters]);
    }
}

static class SymbolParameters
{
    public static System.Collections.Immutable.ImmutableArray<IParameterSymbol> Of(ISymbol symbol) =>
        symbol switch { IMethodSymbol method => method.Parameters, IPropertySymbol indexer => indexer.Parameters, _ => [] };
}
