using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLab.Compiler.Language;

/// <summary>Gives a symbol of the program another name, wherever it stands.</summary>
static class Renaming
{
    /// <summary>By path: the places of the name. Throws a <see cref="RefusedException"/> where it cannot be had.</summary>
    public static IReadOnlyDictionary<string, TextSpan[]> At(Place place, string newName)
    {
        if (place.Symbol is not { } symbol || !symbol.Locations.Any(location => location.IsInSource)) throw new RefusedException("Only what this program declares can be renamed.");
        var name = newName.StartsWith('@') ? newName[1..] : newName;
        if (!SyntaxFacts.IsValidIdentifier(name) || name.Length == newName.Length && SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None) throw new RefusedException($"“{newName}” is no name in C#.");
        symbol = Meant(symbol);
        var kin = KinOf(place.Compilation, symbol);
        var places = new Dictionary<string, TextSpan[]>();
        foreach (var tree in place.Compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0))
        {
            var model = place.Compilation.GetSemanticModel(tree);
            var spans = tree.GetRoot().DescendantTokens()
                .Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == symbol.Name && Place.SymbolOf(model, token) is { } found && kin.Contains(Meant(found)))
                .Select(token => token.Span)
                .ToArray();
            if (spans.Length > 0) places[tree.FilePath] = spans;
        }
        Try(place.Compilation, places, newName);
        return places;
    }

    /// <summary>What the name is that of: a constructor has its type's, an extension its definition's, a record's parameter its property's.</summary>
    static ISymbol Meant(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor or MethodKind.Destructor } method => method.ContainingType.OriginalDefinition,
        IMethodSymbol { ReducedFrom: { } whole } => whole.OriginalDefinition,
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: { IsRecord: true } record } } parameter
            when record.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault(property => property.Locations.Any(parameter.Locations.Contains)) is { } property => property.OriginalDefinition,
        _ => symbol.OriginalDefinition,
    };

    /// <summary>With what overrides or implements it, or is so overridden or implemented: these have one name.</summary>
    static HashSet<ISymbol> KinOf(CSharpCompilation compilation, ISymbol symbol)
    {
        var kin = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { symbol };
        if (symbol is not (IMethodSymbol or IPropertySymbol or IEventSymbol) || symbol.ContainingType is null) return kin;
        var pairs = compilation.GetSymbolsWithName(symbol.Name, SymbolFilter.Member).Where(member => member.ContainingType is not null).SelectMany(PairsOf).ToArray();
        for (var before = 0; before != kin.Count;)
        {
            before = kin.Count;
            foreach (var (one, other) in pairs)
            {
                if (kin.Contains(one)) kin.Add(other);
                else if (kin.Contains(other)) kin.Add(one);
            }
        }
        if (kin.Any(member => !member.Locations.Any(location => location.IsInSource))) throw new RefusedException("Its name is given by a library.");
        return kin;
    }

    static IEnumerable<(ISymbol, ISymbol)> PairsOf(ISymbol member)
    {
        var overridden = member switch { IMethodSymbol method => method.OverriddenMethod, IPropertySymbol property => property.OverriddenProperty, IEventSymbol raised => (ISymbol?)raised.OverriddenEvent, _ => null };
        if (overridden is not null) yield return (member, overridden.OriginalDefinition);
        foreach (var one in member.ContainingType.AllInterfaces.SelectMany(type => type.GetMembers(member.Name)))
        {
            if (SymbolEqualityComparer.Default.Equals(member.ContainingType.FindImplementationForInterfaceMember(one), member)) yield return (member, one.OriginalDefinition);
        }
    }

    /// <summary>The program must mean what it meant, as far as the compiler tells.</summary>
    static void Try(CSharpCompilation compilation, IReadOnlyDictionary<string, TextSpan[]> places, string newName)
    {
        static int Errors(CSharpCompilation of) => of.GetDiagnostics().Count(found => found.Severity == DiagnosticSeverity.Error);
        var renamed = compilation;
        foreach (var tree in compilation.SyntaxTrees.Where(tree => places.ContainsKey(tree.FilePath)))
            renamed = renamed.ReplaceSyntaxTree(tree, tree.WithChangedText(tree.GetText().WithChanges(places[tree.FilePath].Select(span => new TextChange(span, newName)))));
        if (Errors(renamed) > Errors(compilation))
            throw new RefusedException($"As “{newName}”, it would not compile: {renamed.GetDiagnostics().First(found => found.Severity == DiagnosticSeverity.Error).GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
    }
}
