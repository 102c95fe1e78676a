using System.Text.Json;
using System.Xml.Linq;

/// <summary>A NuGet package of which something is handed on, with what it says of its licence.</summary>
sealed record Package(string Name, string Version, string License, string Notice)
{
    /// <summary>Those that this program was put together from, as its `.deps.json` has them, and the browser's .NET, which it does not refer to.</summary>
    public static Package[] Bundled(string packages, string dependencies, string browserPack)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(dependencies));
        var folders = document.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => Path.Combine(packages, library.Value.GetProperty("path").GetString()!));
        return [.. folders.Append(browserPack).Select(Read)];
    }

    static Package Read(string folder)
    {
        var metadata = XDocument.Load(Directory.GetFiles(folder, "*.nuspec").Single()).Root!.Elements().First();
        string? Said(string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
        var license = metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "license");
        var texts = Directory.GetFiles(folder)
            .Where(file => Path.GetExtension(file) is ".txt" or ".TXT" or ".md" or "")
            .Where(file => Path.GetFileName(file).Contains("licen", StringComparison.OrdinalIgnoreCase)
                || Path.GetFileName(file).Contains("notice", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText);
        return new(
            Said("id")!,
            Said("version")!,
            license?.Attribute("type")?.Value == "expression" ? license.Value : "see its files",
            string.Join("\n\n", [Said("copyright") ?? $"Copyright {Said("authors")}", .. texts]));
    }
}
