using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLab.Compiler.Language;

/// <summary>How a symbol is told to a reader.</summary>
static class SymbolText
{
    static readonly SymbolDisplayFormat Format = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeRef,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        extensionMethodStyle: SymbolDisplayExtensionMethodStyle.InstanceMethod,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeDefaultValue,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        localOptions: SymbolDisplayLocalOptions.IncludeType | SymbolDisplayLocalOptions.IncludeConstantValue,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral);

    static readonly SymbolDisplayFormat ParameterFormat = Format.WithMemberOptions(SymbolDisplayMemberOptions.None);

    static readonly SymbolDisplayFormat TypeFormat = new(
        typeQualificationStyle: Format.TypeQualificationStyle,
        genericsOptions: Format.GenericsOptions,
        miscellaneousOptions: Format.MiscellaneousOptions);

    /// <summary>In one line of C#, with what kind of thing it is where that does not show.</summary>
    public static string Line(ISymbol symbol)
    {
        var text = symbol.ToDisplayString(Format);
        return symbol switch
        {
            ILocalSymbol { IsConst: true } => $"(local constant) {text}",
            ILocalSymbol local => $"(local variable) {LocalType(local)} {local.Name}",
            IRangeVariableSymbol => $"(range variable) {text}",
            IParameterSymbol => $"(parameter) {text}",
            IFieldSymbol { ContainingType.TypeKind: not TypeKind.Enum, IsConst: true } => $"(constant) {text}",
            IFieldSymbol { ContainingType.TypeKind: not TypeKind.Enum } => $"(field) {text}",
            IMethodSymbol { IsExtensionMethod: true } => $"(extension) {text}",
            _ => text,
        };
    }

    public static string Type(ITypeSymbol type) => type.ToDisplayString(TypeFormat);

    /// <summary>`var` takes a reference for one that may be null; whether it is, only the flow of the program tells.</summary>
    public static string LocalType(ILocalSymbol local)
    {
        var isInferred = local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().Parent is VariableDeclarationSyntax { Type.IsVar: true };
        return Type(isInferred && local.Type.IsReferenceType ? local.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : local.Type);
    }

    public static string Parameter(IParameterSymbol parameter) => parameter.ToDisplayString(ParameterFormat);

    /// <summary>A method's or indexer's name and what it gives, without its parameters: these come from `Parameter`.</summary>
    public static (string Before, string After) Around(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => ($"{Type(constructor.ContainingType)}(", ")"),
        IMethodSymbol { MethodKind: MethodKind.DelegateInvoke } invoked => ($"{Type(invoked.ReturnType)} {invoked.ContainingType.Name}(", ")"),
        IMethodSymbol method => ($"{Type(method.ReturnType)} {(method.MethodKind is MethodKind.LocalFunction ? "" : Type(method.ContainingType) + ".")}{method.Name}{TypeArguments(method)}(", ")"),
        IPropertySymbol indexer => ($"{Type(indexer.Type)} {Type(indexer.ContainingType)}[", "]"),
        _ => (symbol.Name + "(", ")"),
    };

    static string TypeArguments(IMethodSymbol method) => method.TypeArguments.Length == 0 ? "" : $"<{string.Join(", ", method.TypeArguments.Select(Type))}>";

    /// <summary>The summary of its documentation as plain text; empty where there is none.</summary>
    public static string Summary(ISymbol symbol)
    {
        var documented = symbol is INamedTypeSymbol or INamespaceSymbol ? symbol : symbol.OriginalDefinition;
        return Part(documented, "summary");
    }

    public static string OfParameter(IParameterSymbol parameter) =>
        Part(parameter.ContainingSymbol.OriginalDefinition, "param", element => element.Attribute("name")?.Value == parameter.Name);

    static string Part(ISymbol symbol, string name, Func<XElement, bool>? isMeant = null)
    {
        if (symbol is IMethodSymbol { ReducedFrom: { } whole }) symbol = whole;
        var xml = symbol.GetDocumentationCommentXml();
        if (string.IsNullOrEmpty(xml)) return "";
        try
        {
            var element = XElement.Parse(xml).DescendantsAndSelf(name).FirstOrDefault(isMeant ?? (_ => true));
            return element is null ? "" : TextOf(element);
        }
        catch (XmlException)
        {
            return ""; // as it is being typed
        }
    }

    static string TextOf(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            text.Append(node switch
            {
                XText plain => plain.Value,
                XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref" } named => NameIn(named),
                XElement other => TextOf(other),
                _ => "",
            });
        }
        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    static string NameIn(XElement named)
    {
        if (named.Value.Length > 0) return named.Value;
        var name = (named.Attribute("cref") ?? named.Attribute("langword") ?? named.Attribute("name") ?? named.Attribute("href"))?.Value ?? "";
        // `M:System.Collections.Generic.List`1.Add(`0)`
        name = name.Length > 1 && name[1] == ':' ? name[2..].Split('(')[0] : name;
        return name.Split('.')[^1].Split('`')[0];
    }
}
