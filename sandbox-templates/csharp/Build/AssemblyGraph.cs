using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

/// <summary>
/// Which assembly needs which: those that define the types it names, and those that forward to them on the way. A facade (`netstandard`) refers to all
/// there are, and who names one type by it needs none of the others.
/// </summary>
sealed class AssemblyGraph
{
    readonly Dictionary<string, Dictionary<string, string>> _forwards = [];
    readonly Dictionary<string, (string Scope, string Type)[]> _named = [];

    public AssemblyGraph(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            using var reader = new PEReader(File.OpenRead(file));
            var metadata = reader.GetMetadataReader();
            var name = Path.GetFileNameWithoutExtension(file);
            _forwards[name] = ForwardsOf(metadata);
            _named[name] = NamedBy(metadata);
        }
    }

    /// <summary>By assembly: those that it needs itself.</summary>
    public Dictionary<string, string[]> Needs() =>
        _named.ToDictionary(
            assembly => assembly.Key,
            assembly => assembly.Value.SelectMany(WayTo).Distinct().Where(name => name != assembly.Key && _named.ContainsKey(name)).Order(StringComparer.Ordinal).ToArray());

    /// <summary>By assembly: those that it says its types have gone to.</summary>
    public Dictionary<string, string[]> Forwards() =>
        _forwards.ToDictionary(assembly => assembly.Key, assembly => assembly.Value.Values.Distinct().Where(_named.ContainsKey).Order(StringComparer.Ordinal).ToArray());

    IEnumerable<string> WayTo((string Scope, string Type) named)
    {
        for (string? at = named.Scope; at is not null; at = _forwards.GetValueOrDefault(at)?.GetValueOrDefault(named.Type)) yield return at;
    }

    static Dictionary<string, string> ForwardsOf(MetadataReader metadata)
    {
        var forwards = new Dictionary<string, string>();
        foreach (var handle in metadata.ExportedTypes)
        {
            var type = metadata.GetExportedType(handle);
            if (type.Implementation.Kind == HandleKind.AssemblyReference)
                forwards[NameOf(metadata, type.Namespace, type.Name)] = AssemblyOf(metadata, (AssemblyReferenceHandle)type.Implementation);
        }
        return forwards;
    }

    static (string, string)[] NamedBy(MetadataReader metadata) =>
    [
        .. metadata.TypeReferences.Select(metadata.GetTypeReference)
            .Where(type => type.ResolutionScope.Kind == HandleKind.AssemblyReference)
            .Select(type => (AssemblyOf(metadata, (AssemblyReferenceHandle)type.ResolutionScope), NameOf(metadata, type.Namespace, type.Name))),
    ];

    static string NameOf(MetadataReader metadata, StringHandle space, StringHandle name) => $"{metadata.GetString(space)}.{metadata.GetString(name)}";

    static string AssemblyOf(MetadataReader metadata, AssemblyReferenceHandle handle) => metadata.GetString(metadata.GetAssemblyReference(handle).Name);
}
