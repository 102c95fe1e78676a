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
}
