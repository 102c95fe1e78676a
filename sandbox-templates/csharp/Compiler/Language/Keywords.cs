using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLab.Compiler.Language;

/// <summary>Which keywords can stand behind a token. Rather one too many than one that is missed.</summary>
static class Keywords
{
    static readonly string[] Types = ["bool", "byte", "char", "decimal", "double", "dynamic", "float", "int", "long", "object", "sbyte", "short", "string", "uint", "ulong", "ushort", "var", "void"];

    static readonly string[] Values = ["async", "await", "base", "default", "delegate", "false", "nameof", "new", "null", "sizeof", "stackalloc", "static", "switch", "this", "throw", "true", "typeof"];

    static readonly string[] Statements =
        ["await", "break", "case", "catch", "checked", "const", "continue", "default", "do", "else", "finally", "for", "foreach", "goto", "if", "lock", "return", "static", "switch", "throw", "try", "using", "while", "yield"];

    static readonly string[] Declarations =
        ["abstract", "async", "class", "const", "delegate", "enum", "event", "explicit", "extern", "get", "implicit", "init", "interface", "internal", "namespace", "operator", "override", "partial", "private", "protected", "public", "readonly", "record", "ref", "required", "sealed", "set", "static", "struct", "unsafe", "using", "virtual", "where"];

    static readonly string[] BehindValues = ["and", "as", "in", "is", "not", "or", "switch", "when", "with"];

    static readonly string[] Queries = ["ascending", "by", "descending", "equals", "from", "group", "in", "into", "join", "let", "on", "orderby", "select", "where"];

    static readonly string[] Arguments = ["in", "out", "ref"];

    public static IEnumerable<string> At(SyntaxToken left)
    {
        var inQuery = left.Parent?.AncestorsAndSelf().Any(node => node is QueryExpressionSyntax) == true ? Queries : [];
        return Fitting(left).Concat(inQuery).Distinct();
    }

    static IEnumerable<string> Fitting(SyntaxToken left)
    {
        if (left.IsKind(SyntaxKind.None)) return [.. Statements, .. Declarations, .. Types, .. Values];
        if (BeginsMember(left)) return [.. Declarations, .. Types];
        if (BeginsStatement(left)) return [.. Statements, .. Types, .. Values, .. IsTopLevel(left) ? Declarations : []];
        if (EndsValue(left)) return [.. BehindValues, "await", "else", "catch", "finally", "while"];
        return [.. Values, .. Types, .. left.Parent is BaseArgumentListSyntax or BaseParameterListSyntax ? Arguments : []];
    }

    /// <summary>In the body of a type, or behind a modifier.</summary>
    static bool BeginsMember(SyntaxToken left) =>
        left.Parent is BaseTypeDeclarationSyntax or AccessorListSyntax or AccessorDeclarationSyntax && (left.IsKind(SyntaxKind.OpenBraceToken) || left.IsKind(SyntaxKind.SemicolonToken))
        || SyntaxFacts.IsAccessibilityModifier(left.Kind())
        || left.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.ReadOnlyKeyword or SyntaxKind.SealedKeyword or SyntaxKind.PartialKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.VirtualKeyword or SyntaxKind.OverrideKeyword or SyntaxKind.AsyncKeyword or SyntaxKind.RequiredKeyword
        || (left.IsKind(SyntaxKind.SemicolonToken) || left.IsKind(SyntaxKind.CloseBraceToken)) && left.Parent!.AncestorsAndSelf().FirstOrDefault(node => node is MemberDeclarationSyntax or StatementSyntax or ExpressionSyntax) is MemberDeclarationSyntax and not GlobalStatementSyntax and not BaseNamespaceDeclarationSyntax;

    static bool BeginsStatement(SyntaxToken left) =>
        left.Kind() is SyntaxKind.SemicolonToken or SyntaxKind.CloseBraceToken or SyntaxKind.ElseKeyword or SyntaxKind.DoKeyword or SyntaxKind.ColonToken
        || left.IsKind(SyntaxKind.OpenBraceToken) && left.Parent is BlockSyntax or SwitchStatementSyntax or BaseNamespaceDeclarationSyntax
        || left.IsKind(SyntaxKind.CloseParenToken) && left.Parent is IfStatementSyntax or WhileStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or LockStatementSyntax or UsingStatementSyntax;

    static bool IsTopLevel(SyntaxToken left) => left.Parent!.AncestorsAndSelf().All(node => node is not (BlockSyntax or BaseTypeDeclarationSyntax) || node is BlockSyntax { Parent: GlobalStatementSyntax } && left.IsKind(SyntaxKind.CloseBraceToken));

    static bool EndsValue(SyntaxToken left) =>
        left.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken or SyntaxKind.NullKeyword or SyntaxKind.TrueKeyword or SyntaxKind.FalseKeyword or SyntaxKind.ThisKeyword
            or SyntaxKind.NumericLiteralToken or SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringEndToken;
}
