using System.Xml.Linq;
using Mono.Cecil;

/// <summary>
/// Methods of libraries that are not come to here, though the trimmer cannot see that, and through which it would keep whole libraries more: it leaves them without what they do.
/// </summary>
static class Unreached
{
    static readonly (string Assembly, string Type, string Method)[] Methods =
    [
        // Code that is compiled at run time is interpreted here: then the container makes objects without expressions.
        ("System.Private.CoreLib", "System.Runtime.CompilerServices.RuntimeFeature", "get_IsDynamicCodeCompiled"),
        // Objects whose type is known only at run time.
        ("MessagePack", "MessagePack.MessagePackSerializer/CompiledMethods", ".ctor"),
        ("MessagePack", "MessagePack.FormatterResolverExtensions", "GetFormatterDynamic"),
        ("MessagePack", "MessagePack.Formatters.DynamicObjectTypeFallbackFormatter", "Serialize"),
        ("MessagePack", "MessagePack.Formatters.CollectionHelpers`2", ".cctor"),
        ("MessagePack", "MessagePack.MessagePackSerializerOptions", ".cctor"),
        ("MessagePack", "MessagePack.MessagePackSerializerOptions", "LoadType"),
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
        // Programs with expressions of their own run on the whole. Roslyn looks for names of types of one file, which no library shows; in JSON, for constants by their number.
        ("System.Text.RegularExpressions", "System.Text.RegularExpressions.Regex", ".ctor"),
        ("System.Text.RegularExpressions", "System.Text.RegularExpressions.Regex", "Match"),
        ("System.Text.RegularExpressions", "System.Text.RegularExpressions.Regex", "IsMatch"),
    ];

    /// <summary>As the trimmer reads it (`--substitutions`), of assemblies in a folder.</summary>
    public static XElement Xml(string files) => new("linker",
        from method in File.Exists(Path.Combine(files, "LeakLab.MagicOnion.dll")) ? [.. Methods, .. MethodsWithReading] : Methods
        group method by method.Assembly into assembly
        select new XElement("assembly", new XAttribute("fullname", assembly.Key), TypesOf(Path.Combine(files, $"{assembly.Key}.dll"), assembly)));

    static XElement[] TypesOf(string file, IEnumerable<(string, string Type, string Method)> methods)
    {
        using var module = ModuleDefinition.ReadModule(file);
        return
        [
            .. from named in methods
               group named.Method by named.Type into type
               select new XElement("type", new XAttribute("fullname", type.Key),
                   from method in module.GetType(type.Key)?.Methods ?? []
                   where type.Contains(method.Name)
                   select new XElement("method", new XAttribute("signature", SignatureOf(method)), new XAttribute("body", "stub"), method.ReturnType.FullName == "System.Boolean" ? new XAttribute("value", "false") : null)),
        ];
    }

    static string SignatureOf(MethodDefinition method)
    {
        var generic = method.HasGenericParameters ? $"<{string.Join(',', method.GenericParameters.Select(parameter => parameter.Name))}>" : "";
        return $"{method.ReturnType.FullName} {method.Name}{generic}({string.Join(',', method.Parameters.Select(parameter => parameter.ParameterType.FullName))})";
    }
}
