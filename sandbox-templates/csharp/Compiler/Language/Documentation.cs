using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLab.Compiler.Language;

/// <summary>What is said of a symbol and its parameters, as plain text: by libraries, and by the program's own comments.</summary>
static class Documentation
{
    static string json = "{}";
    static Dictionary<string, Dictionary<string, string>>? libraries;

    /// <summary>By documentation id, what is said of a member (`""`) and of its parameters by name. Takes it as JSON, which is read when it is first asked for.</summary>
    public static void OfLibraries(string text) => (json, libraries) = (text, null);

    /// <summary>Empty where there is none.</summary>
    public static string Summary(ISymbol symbol) => Part(symbol is INamedTypeSymbol or INamespaceSymbol ? symbol : symbol.OriginalDefinition, "");

    public static string OfParameter(IParameterSymbol parameter) => Part(parameter.ContainingSymbol.OriginalDefinition, parameter.Name);

    static string Part(ISymbol symbol, string parameter)
    {
        if (symbol is IMethodSymbol { ReducedFrom: { } whole }) symbol = whole;
        if (symbol.DeclaringSyntaxReferences is [var declared, ..]) return InComment(declared.GetSyntax(), parameter);
        libraries ??= JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(json)!;
        return symbol.GetDocumentationCommentId() is { } id && libraries.TryGetValue(id, out var said) ? said.GetValueOrDefault(parameter, "") : "";
    }

    static string InComment(SyntaxNode declared, string parameter)
    {
        // One of `int a, b;` has the comment of the whole.
        if (declared is VariableDeclaratorSyntax { Parent.Parent: { } field }) declared = field;
        var element = declared.GetLeadingTrivia().Select(trivia => trivia.GetStructure()).OfType<DocumentationCommentTriviaSyntax>()
            .SelectMany(comment => comment.Content.OfType<XmlElementSyntax>())
            .FirstOrDefault(element => parameter == "" ? element.StartTag.Name.LocalName.ValueText == "summary"
                : element.StartTag.Attributes.OfType<XmlNameAttributeSyntax>().Any(named => named.Identifier.Identifier.ValueText == parameter) && element.StartTag.Name.LocalName.ValueText == "param");
        return element is null ? "" : string.Join(' ', TextOf(element.Content).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    static string TextOf(SyntaxList<XmlNodeSyntax> content)
    {
        var text = new StringBuilder();
        foreach (var node in content)
        {
            text.Append(node switch
            {
                XmlTextSyntax plain => string.Concat(plain.TextTokens.Select(token => token.ValueText)),
                XmlElementSyntax { Content.Count: > 0 } element => TextOf(element.Content),
                XmlElementSyntax element => NameIn(element.StartTag.Attributes),
                XmlEmptyElementSyntax element => NameIn(element.Attributes),
                _ => "",
            });
        }
        return text.ToString();
    }

    static string NameIn(SyntaxList<XmlAttributeSyntax> attributes) => attributes.FirstOrDefault() switch
    {
        XmlCrefAttributeSyntax reference => reference.Cref.ToString().Split('(')[0].Split('.')[^1].Split('{')[0],
        XmlNameAttributeSyntax named => named.Identifier.Identifier.ValueText,
        XmlTextAttributeSyntax text => string.Concat(text.TextTokens.Select(token => token.ValueText)),
        _ => "",
    };
}
