using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLab.Compiler.Language;

/// <summary>A place in a file of a program, with what the compiler knows of the file.</summary>
sealed class Place(CSharpCompilation compilation, SyntaxTree tree, int offset)
{
    SemanticModel? _model;

    public CSharpCompilation Compilation => compilation;
    public SyntaxTree Tree => tree;
    public int Offset => offset;
    public SemanticModel Model => _model ??= compilation.GetSemanticModel(tree);
    public CompilationUnitSyntax Root => tree.GetCompilationUnitRoot();
    public SourceText Text => tree.GetText();

    /// <summary>The name or keyword that the place is in or behind; null where it is in none.</summary>
    public SyntaxToken? Word
    {
        get
        {
            var token = Root.FindToken(offset);
            if (IsWord(token) && token.SpanStart <= offset) return token;
            var before = token.SpanStart < offset ? token : token.GetPreviousToken();
            return IsWord(before) && before.Span.End == offset ? before : null;
        }
    }

    /// <summary>What the word stands for, or what it declares.</summary>
    public ISymbol? Symbol => Word is { } word ? SymbolOf(Model, word) : null;

    static bool IsWord(SyntaxToken token) => token.IsKind(SyntaxKind.IdentifierToken) || SyntaxFacts.IsKeywordKind(token.Kind()) || token.IsKind(SyntaxKind.VarKeyword);

    public static ISymbol? SymbolOf(SemanticModel model, SyntaxToken word)
    {
        var node = word.Parent;
        if (node is null) return null;
        if (Declares(node, word) && model.GetDeclaredSymbol(node) is { } declared) return declared;
        // `new()`, `base(…)`, `await`: a keyword that stands for something, and those that stand for nothing.
        if (node is not (NameSyntax or PredefinedTypeSyntax or ThisExpressionSyntax or BaseExpressionSyntax or ImplicitObjectCreationExpressionSyntax)) return null;
        // A type that is made: the constructor says more, but its name is the type's.
        var info = model.GetSymbolInfo(node);
        return info.Symbol ?? info.CandidateSymbols.FirstOrDefault() ?? (node is NameSyntax ? model.GetTypeInfo(node).Type is { TypeKind: not TypeKind.Error } type ? type : null : null);
    }

    /// <summary>Whether the word is the name that its node gives to something.</summary>
    static bool Declares(SyntaxNode node, SyntaxToken word) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier == word,
        DelegateDeclarationSyntax type => type.Identifier == word,
        MethodDeclarationSyntax method => method.Identifier == word,
        ConstructorDeclarationSyntax constructor => constructor.Identifier == word,
        DestructorDeclarationSyntax destructor => destructor.Identifier == word,
        LocalFunctionStatementSyntax function => function.Identifier == word,
        PropertyDeclarationSyntax property => property.Identifier == word,
        EventDeclarationSyntax declared => declared.Identifier == word,
        EnumMemberDeclarationSyntax member => member.Identifier == word,
        VariableDeclaratorSyntax variable => variable.Identifier == word,
        SingleVariableDesignationSyntax variable => variable.Identifier == word,
        ForEachStatementSyntax each => each.Identifier == word,
        CatchDeclarationSyntax caught => caught.Identifier == word,
        ParameterSyntax parameter => parameter.Identifier == word,
        TypeParameterSyntax parameter => parameter.Identifier == word,
        FromClauseSyntax query => query.Identifier == word,
        LetClauseSyntax query => query.Identifier == word,
        JoinClauseSyntax query => query.Identifier == word,
        JoinIntoClauseSyntax query => query.Identifier == word,
        QueryContinuationSyntax query => query.Identifier == word,
        LabeledStatementSyntax label => label.Identifier == word,
        _ => false,
    };

    public static bool IsNameGiven(SyntaxToken word) => word.Parent is { } node && Declares(node, word);
}
