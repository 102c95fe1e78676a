using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

/// <summary>Assemblies' files without what nobody here reads: it does not shrink, and is loaded by every reader.</summary>
static class Images
{
    /// <summary>Without its signature, which is for Windows: some 9 kB.</summary>
    public static byte[] Unsigned(string file)
    {
        var image = File.ReadAllBytes(file);
        using var reader = new PEReader(new MemoryStream(image));
        var headers = reader.PEHeaders;
        // The directory's address is one in the file (PE format, "The Attribute Certificate Table"), and the table its end.
        var signature = headers.PEHeader!.CertificateTableDirectory;
        if (signature.Size == 0) return image;
        var directories = headers.PEHeaderStartOffset + (headers.PEHeader.Magic == PEMagic.PE32Plus ? 112 : 96);
        image.AsSpan(directories + 4 * 8, 8).Clear();
        return image[..signature.RelativeVirtualAddress];
    }

    /// <summary>As a compiler reads it: what its methods do is not there.</summary>
    public static byte[] WithoutCode(string file)
    {
        var image = Unsigned(file);
        using var reader = new PEReader(new MemoryStream(image.ToArray()));
        var metadata = reader.GetMetadataReader();
        foreach (var address in metadata.MethodDefinitions.Select(handle => metadata.GetMethodDefinition(handle).RelativeVirtualAddress).Where(address => address != 0))
        {
            var section = reader.PEHeaders.SectionHeaders[reader.PEHeaders.GetContainingSectionIndex(address)];
            image.AsSpan(address - section.VirtualAddress + section.PointerToRawData, reader.GetMethodBody(address).Size).Clear();
        }
        return image;
    }

    /// <summary>The names of an assembly's types that others see.</summary>
    public static IEnumerable<string> PublicTypes(byte[] image)
    {
        using var reader = new PEReader(new MemoryStream(image));
        var metadata = reader.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(type => (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public).Select(type => NameOf(metadata, type))];
    }

    /// <summary>Shows the named types to other assemblies, or hides them from these.</summary>
    public static byte[] WithTypes(byte[] image, IReadOnlySet<string> names, bool areShown)
    {
        using var reader = new PEReader(new MemoryStream(image.ToArray()));
        var metadata = reader.GetMetadataReader();
        var table = reader.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.TypeDef);
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            if (type.IsNested || !names.Contains(NameOf(metadata, type))) continue;
            // A row begins with the type's attributes.
            var row = image.AsSpan(table + (MetadataTokens.GetRowNumber(handle) - 1) * metadata.GetTableRowSize(TableIndex.TypeDef));
            var others = type.Attributes & ~TypeAttributes.VisibilityMask;
            BinaryPrimitives.WriteUInt32LittleEndian(row, (uint)(areShown ? others | TypeAttributes.Public : others));
        }
        return image;
    }

    static string NameOf(MetadataReader metadata, TypeDefinition type) => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
}
