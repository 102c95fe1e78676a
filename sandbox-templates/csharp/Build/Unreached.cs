using System.Xml.Linq;
using Mono.Cecil;

/// <summary>
/// Methods of libraries that are not come to here, though the trimmer cannot see that, and through which it would keep whole libraries more: it leaves them without what they do.
/// </summary>
static class Unreached
{
    /// <summary>Of a type, all but what makes its objects.</summary>
    const string All = "*";

    static readonly (string Assembly, string Type, string Method)[] Methods =
    [
        // Code that is compiled at run time is interpreted here: then the container makes objects without expressions.
        ("System.Private.CoreLib", "System.Runtime.CompilerServices.RuntimeFeature", "get_IsDynamicCodeCompiled"),
        ("Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.DependencyInjection.ServiceLookup.ExpressionResolverBuilder", All),
        ("Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.DependencyInjection.ServiceLookup.ExpressionResolverBuilder", ".cctor"),
        // Objects whose type is known only at run time.
        ("MessagePack", "MessagePack.MessagePackSerializer/CompiledMethods", ".ctor"),
        ("MessagePack", "MessagePack.FormatterResolverExtensions", "GetFormatterDynamic"),
        ("MessagePack", "MessagePack.Formatters.DynamicObjectTypeFallbackFormatter", "Serialize"),
        ("MessagePack", "MessagePack.Formatters.CollectionHelpers`2", ".cctor"),
        ("MessagePack", "MessagePack.MessagePackSerializerOptions", ".cctor"),
        ("MessagePack", "MessagePack.MessagePackSerializerOptions", "LoadType"),
        ("MessagePack", "MessagePack.Formatters.TypelessFormatter", "Serialize"),
        ("MessagePack", "MessagePack.Formatters.TypelessFormatter", "DeserializeByTypeName"),
        ("MessagePack", "MessagePack.Formatters.TypelessFormatter", "BuildTypeName"),
        // Types of libraries that are not in `EditedTier`: a program that has these runs on the whole of .NET.
        ("MessagePack", "MessagePack.Formatters.StringInterningFormatter", All),
        ("MessagePack", "MessagePack.ImmutableCollection.*", All),
        ("MessagePack", "MessagePack.ImmutableCollection.ImmutableCollectionGetFormatterHelper", ".cctor"),
        // Programs with regular expressions run on the whole, and MessagePack does without (`FormatterNames`). Roslyn looks for names of types of one file, which no library shows; in JSON, for constants by their number.
        ("System.Text.RegularExpressions", "System.Text.RegularExpressions.Regex", ".ctor"),
        ("System.Text.RegularExpressions", "System.Text.RegularExpressions.Regex", "Match"),
        ("System.Text.RegularExpressions", "System.Text.RegularExpressions.Regex", "IsMatch"),
        // Comments are read as they are written (`Documentation.cs`).
        ("Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.CSharp.DocumentationCommentCompiler", "WriteDocumentationCommentXml"),
    ];

    /// <summary>With our reading of the client, these too. MagicOnion's own gives MessagePack a method's arguments as an object, and that makes what writes it at run time.</summary>
    static readonly (string Assembly, string Type, string Method)[] MethodsWithReading =
    [
        // Types of one's own, which take attributes of `MessagePack.Annotations`: a program that has these runs on the whole of .NET.
        ("MessagePack", "MessagePack.Internal.DynamicObjectTypeBuilder", ".cctor"),
        ("MessagePack", "MessagePack.Internal.DynamicObjectTypeBuilder", "BuildType"),
        ("MessagePack", "MessagePack.Resolvers.DynamicUnionResolver", ".cctor"),
        ("MessagePack", "MessagePack.Resolvers.DynamicUnionResolver", "BuildType"),
    ];

    /// <summary>Whether a folder has our reading of the client, and not MagicOnion's own.</summary>
    public static bool IsReading(string files) => File.Exists(Path.Combine(files, "LeakLab.MagicOnion.dll"));

    /// <summary>As the trimmer reads it (`--substitutions`), of assemblies in a folder.</summary>
    public static XElement Xml(string files) => new("linker",
        from method in IsReading(files) ? [.. Methods, .. MethodsWithReading] : Methods
        group method by method.Assembly into assembly
        select new XElement("assembly", new XAttribute("fullname", assembly.Key), TypesOf(Path.Combine(files, $"{assembly.Key}.dll"), [.. assembly])));

    static XElement[] TypesOf(string file, (string, string Type, string Method)[] methods)
    {
        using var module = ModuleDefinition.ReadModule(file);
        return
        [
            .. from type in module.GetTypes()
               let unreached = type.Methods.Where(method => method.HasBody && methods.Any(named => IsOf(type, named.Type) && IsNamed(method, named.Method))).ToArray()
               where unreached.Length > 0
               select new XElement("type", new XAttribute("fullname", type.FullName),
                   from method in unreached
                   select new XElement("method", new XAttribute("signature", SignatureOf(method)), new XAttribute("body", Throws(method) ? "remove" : "stub"), method.ReturnType.FullName == "System.Boolean" ? new XAttribute("value", "false") : null)),
        ];
    }

    static bool IsOf(TypeDefinition type, string name) => name.EndsWith(".*") ? type.FullName.StartsWith(name[..^1], StringComparison.Ordinal) : type.FullName == name;

    static bool IsNamed(MethodDefinition method, string name) => name == All ? !method.IsConstructor : method.Name == name;

    /// <summary>A program may call for objects of any type by MessagePack's own name: it is told. Nor does the trimmer make up values of a struct.</summary>
    static bool Throws(MethodDefinition method) => method.DeclaringType.Name == "TypelessFormatter" || (method.ReturnType.IsValueType && !method.ReturnType.IsPrimitive);

    static string SignatureOf(MethodDefinition method)
    {
        var generic = method.HasGenericParameters ? $"<{string.Join(',', method.GenericParameters.Select(parameter => parameter.Name))}>" : "";
        return $"{method.ReturnType.FullName} {method.Name}{generic}({string.Join(',', method.Parameters.Select(parameter => parameter.ParameterType.FullName))})";
    }
}
