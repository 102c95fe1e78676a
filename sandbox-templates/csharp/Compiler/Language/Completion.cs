using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLab.Compiler.Language;

/// <summary>What can be written at a place.</summary>
static class Completion
{
    // In this order: what is meant most.
    const string Near = "0", Imported = "1", Words = "2", Spaces = "3";

    public static IEnumerable<CompletionItem> At(Place place)
    {
        if (IsInText(place)) return [];
        var token = place.Root.FindToken(place.Offset);
        var before = token.SpanStart < place.Offset ? token : token.GetPreviousToken();
        var word = IsBeingWritten(before, place.Offset) ? before : default;
        if (word != default && Place.IsNameGiven(word)) return [];
        var left = word == default ? before : word.GetPreviousToken();
        var start = word == default ? place.Offset : word.SpanStart;
        if (left.IsKind(SyntaxKind.DotToken)) return Members(place, left);
        if (left.Parent is UsingDirectiveSyntax && !left.IsKind(SyntaxKind.SemicolonToken))
            return [.. Grouped(place, place.Model.LookupNamespacesAndTypes(start).Where(symbol => symbol is INamespaceSymbol || !left.IsKind(SyntaxKind.UsingKeyword)), false), .. new[] { "static", "var" }.Select(Word)];
        if (ObjectOf(left) is { } made && Initialized(place, made) is { Length: > 0 } settable) return settable;
        if (left.IsKind(SyntaxKind.NewKeyword))
            return Grouped(place, place.Model.LookupNamespacesAndTypes(start).Where(symbol => symbol is INamespaceSymbol or ITypeSymbol { IsStatic: false }), false);

        var inType = left.Parent?.AncestorsAndSelf().Any(node => node is BaseTypeDeclarationSyntax) == true;
        var symbols = place.Model.LookupSymbols(ScopeOf(place, left, start)).Where(symbol => symbol is not ILocalSymbol local || IsBefore(local, start));
        // What top-level statements declare is in sight of the types below them, which cannot use it.
        if (inType) symbols = symbols.Where(symbol => symbol is not (ILocalSymbol or IParameterSymbol) || symbol.ContainingSymbol is not IMethodSymbol { Name: WellKnownMemberNames.TopLevelStatementsEntryPointMethodName });
        var words = Keywords.At(left).Select(Word);
        return [.. ArgumentNames(place, left), .. Grouped(place, symbols, false), .. words];
    }

    static CompletionItem Word(string keyword) => new(keyword, CompletionKind.Keyword, Words + keyword);

    static bool IsBeingWritten(SyntaxToken token, int offset) =>
        (token.IsKind(SyntaxKind.IdentifierToken) || SyntaxFacts.IsKeywordKind(token.Kind())) && token.SpanStart < offset && offset <= token.Span.End;

    /// <summary>In a comment, a string or a number there is nothing to complete.</summary>
    static bool IsInText(Place place)
    {
        var trivia = place.Root.FindTrivia(place.Offset > 0 ? place.Offset - 1 : 0);
        if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.DisabledTextTrivia) || SyntaxFacts.IsDocumentationCommentTrivia(trivia.Kind())) return true;
        if (trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)) return place.Offset < trivia.Span.End || !trivia.ToString().EndsWith("*/", StringComparison.Ordinal);
        var token = place.Root.FindToken(place.Offset);
        if (token.SpanStart >= place.Offset) token = token.GetPreviousToken();
        return token.Kind() switch
        {
            SyntaxKind.NumericLiteralToken => token.Span.End == place.Offset,
            SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken =>
                place.Offset < token.Span.End || token.ContainsDiagnostics && token.Span.End == place.Offset,
            SyntaxKind.InterpolatedStringTextToken => place.Offset <= token.Span.End,
            _ => false,
        };
    }

    /// <summary>The end of the file is in no statement, and what is half written there ends before it.</summary>
    static int ScopeOf(Place place, SyntaxToken left, int start) =>
        start > left.SpanStart && place.Root.FindToken(start).IsKind(SyntaxKind.EndOfFileToken) && left.Parent?.FirstAncestorOrSelf<GlobalStatementSyntax>() is not null ? left.SpanStart : start;

    static bool IsBefore(ILocalSymbol local, int offset) => local.Locations.All(location => location.SourceSpan.Start < offset);

    /// <summary>What is behind a dot. Half a line may read as something else (`client.` and a line that begins with a name: a declaration), so what is left of it is read anew.</summary>
    static IEnumerable<CompletionItem> Members(Place place, SyntaxToken dot)
    {
        var owner = dot.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            MemberBindingExpressionSyntax binding => binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(conditional => conditional.WhenNotNull.Span.Contains(binding.Span))?.Expression,
            QualifiedNameSyntax name => name.Left,
            _ => null,
        };
        if (owner is null) return [];
        var at = dot.SpanStart;
        var (symbol, type) = owner is BaseExpressionSyntax || dot.Parent is not QualifiedNameSyntax
            ? (place.Model.GetSymbolInfo(owner).Symbol, place.Model.GetTypeInfo(owner).Type)
            : Speculated(place.Model, (NameSyntax)owner);
        if (owner is BaseExpressionSyntax) return Grouped(place, place.Model.LookupBaseMembers(at), true);
        if (symbol is INamespaceSymbol space) return Grouped(place, place.Model.LookupNamespacesAndTypes(at, space), true);
        if (symbol is ITypeSymbol named) return Grouped(place, StaticMembers(place, at, named), true);
        if (dot.Parent is MemberBindingExpressionSyntax && type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
        if (type is null or IErrorTypeSymbol) return [];
        var members = place.Model.LookupSymbols(at, type, includeReducedExtensionMethods: true).Where(member => !member.IsStatic && member is not ITypeSymbol);
        // `Status status`: the name is that of its type, too.
        if (symbol is not null && symbol.Name == type.Name && owner is IdentifierNameSyntax) members = members.Concat(StaticMembers(place, at, type));
        return Grouped(place, members, true);
    }

    static IEnumerable<ISymbol> StaticMembers(Place place, int at, ITypeSymbol type) =>
        place.Model.LookupSymbols(at, type).Where(member => member.IsStatic || member is ITypeSymbol);

    static (ISymbol?, ITypeSymbol?) Speculated(SemanticModel model, NameSyntax name)
    {
        var expression = SyntaxFactory.ParseExpression(name.ToString());
        var symbol = model.GetSpeculativeSymbolInfo(name.SpanStart, expression, SpeculativeBindingOption.BindAsExpression).Symbol;
        if (symbol is not null) return (symbol, model.GetSpeculativeTypeInfo(name.SpanStart, expression, SpeculativeBindingOption.BindAsExpression).Type);
        return (model.GetSpeculativeSymbolInfo(name.SpanStart, expression, SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol, null);
    }

    /// <summary>The braces' owner, where members are set in them: `new X { | }`, `x with { | }`.</summary>
    static ExpressionSyntax? ObjectOf(SyntaxToken left) =>
        left.IsKind(SyntaxKind.OpenBraceToken) || left.IsKind(SyntaxKind.CommaToken)
            ? left.Parent is InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax or WithExpressionSyntax } initializer ? initializer.Parent as ExpressionSyntax : null
            : null;

    static CompletionItem[] Initialized(Place place, ExpressionSyntax made)
    {
        if (place.Model.GetTypeInfo(made).Type is not { } type) return [];
        // A list takes values there.
        if (type.AllInterfaces.Any(one => one.SpecialType == SpecialType.System_Collections_IEnumerable)) return [];
        var initializer = made switch { BaseObjectCreationExpressionSyntax created => created.Initializer, WithExpressionSyntax changed => changed.Initializer, _ => null };
        var set = initializer?.Expressions.OfType<AssignmentExpressionSyntax>().Select(assigned => assigned.Left.ToString()).ToHashSet() ?? [];
        var settable = place.Model.LookupSymbols(made.SpanStart, type).Where(member =>
            !member.IsStatic && !set.Contains(member.Name) && member is IPropertySymbol { IsIndexer: false, SetMethod: not null } or IFieldSymbol { IsReadOnly: false });
        return [.. Grouped(place, settable, true)];
    }

    static IEnumerable<CompletionItem> ArgumentNames(Place place, SyntaxToken left)
    {
        if (left.Parent is not BaseArgumentListSyntax list || !(left.IsKind(SyntaxKind.CommaToken) || left == list.GetFirstToken())) return [];
        var named = list.Arguments.Select(argument => argument.NameColon?.Name.Identifier.ValueText).ToHashSet();
        return Signatures.CandidatesOf(place.Model, list)
            .SelectMany(candidate => SymbolParameters.Of(candidate))
            .DistinctBy(parameter => parameter.Name)
            .Where(parameter => !named.Contains(parameter.Name))
            .Select(parameter => new CompletionItem($"{parameter.Name}:", CompletionKind.Variable, Near + parameter.Name, SymbolText.Type(parameter.Type), InsertText: $"{parameter.Name}: "));
    }

    /// <summary>One for each name. Of members, with all that is known of them; of the many that stand free, the type of those near.</summary>
    static IEnumerable<CompletionItem> Grouped(Place place, IEnumerable<ISymbol> symbols, bool areMembers) =>
        from symbol in symbols
        where symbol.CanBeReferencedByName && !symbol.IsImplicitlyDeclared || symbol is IFieldSymbol { CorrespondingTupleField: not null } || symbol.Kind == SymbolKind.Parameter
        where symbol is not IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion or MethodKind.Destructor }
        group symbol by symbol.Name into same
        let first = same.First()
        where !areMembers || !IsHidden(first)
        select ItemOf(first, same.Count(), areMembers);

    static CompletionItem ItemOf(ISymbol symbol, int count, bool isMember)
    {
        var isNear = symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol || symbol.ContainingAssembly is { } assembly && assembly.Name == CSharpCompiler.ProgramName;
        var sort = isMember ? symbol is IMethodSymbol { IsExtensionMethod: true } ? Imported : Near : isNear ? Near : symbol is INamespaceSymbol ? Spaces : Imported;
        var detail = !isMember && !isNear ? null : symbol switch
        {
            IMethodSymbol method => SymbolText.Type(method.ReturnType),
            IPropertySymbol property => SymbolText.Type(property.Type),
            IFieldSymbol { ContainingType.TypeKind: not TypeKind.Enum } field => SymbolText.Type(field.Type),
            ILocalSymbol local => SymbolText.LocalType(local),
            IParameterSymbol parameter => SymbolText.Type(parameter.Type),
            IEventSymbol raised => SymbolText.Type(raised.Type),
            _ => null,
        };
        if (detail is not null && count > 1) detail += $" (+{count - 1})";
        var summary = isMember ? Documentation.Summary(symbol) : "";
        return new(symbol.Name, KindOf(symbol), sort + symbol.Name, detail, summary.Length > 0 ? summary : null, SyntaxFacts.GetKeywordKind(symbol.Name) == SyntaxKind.None ? null : "@" + symbol.Name);
    }

    /// <summary>`[EditorBrowsable(EditorBrowsableState.Never)]`</summary>
    static bool IsHidden(ISymbol symbol) => symbol.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name == "EditorBrowsableAttribute" && attribute.ConstructorArguments is [{ Value: 1 }]);

    static CompletionKind KindOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } => CompletionKind.Function,
        IMethodSymbol => CompletionKind.Method,
        IPropertySymbol => CompletionKind.Property,
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => CompletionKind.EnumMember,
        IFieldSymbol { IsConst: true } or ILocalSymbol { IsConst: true } => CompletionKind.Constant,
        IFieldSymbol => CompletionKind.Field,
        IEventSymbol => CompletionKind.Event,
        INamespaceSymbol => CompletionKind.Module,
        ITypeParameterSymbol => CompletionKind.TypeParameter,
        ITypeSymbol { TypeKind: TypeKind.Interface } => CompletionKind.Interface,
        ITypeSymbol { TypeKind: TypeKind.Struct } => CompletionKind.Struct,
        ITypeSymbol { TypeKind: TypeKind.Enum } => CompletionKind.Enum,
        ITypeSymbol => CompletionKind.Class,
        _ => CompletionKind.Variable,
    };
}
