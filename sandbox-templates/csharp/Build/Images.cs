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
}
