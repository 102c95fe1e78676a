using System.Xml.Linq;

/// <summary>What the documentation of libraries says, as far as an editor shows it: summaries and parameters, of what programs here are made of.</summary>
static class DocumentationFiles
{
    static readonly string[] Namespaces =
    [
        "System", "System.Collections.Concurrent", "System.Collections.Generic", "System.Diagnostics", "System.Diagnostics.Metrics", "System.Linq",
        "System.Net.Http", "System.Runtime.InteropServices", "System.Text", "System.Threading", "System.Threading.Channels", "System.Threading.Tasks",
        "Grpc.Core", "Grpc.Core.Interceptors", "Grpc.Net.Client", "MagicOnion", "MagicOnion.Client", "Microsoft.Extensions.DependencyInjection",
    ];

    /// <summary>XML by documentation id.</summary>
    public static Dictionary<string, string> Read(IEnumerable<string> files)
    {
        var documented = new Dictionary<string, string>();
        foreach (var member in files.SelectMany(file => XDocument.Load(file).Descendants("member")))
        {
            var id = member.Attribute("name")!.Value;
            var said = member.Elements().Where(element => element.Name.LocalName is "summary" or "param" && !element.IsEmpty).ToArray();
            if (said.Length > 0 && IsWanted(id)) documented[id] = $"<member>{string.Concat(said.Select(element => element.ToString(SaveOptions.DisableFormatting)))}</member>";
        }
        return documented;
    }

    /// <summary>`M:System.Console.WriteLine(System.String)`: a type's namespace, or that of a member's type.</summary>
    static bool IsWanted(string id)
    {
        var parts = id[2..].Split('(')[0].Split('.');
        var depth = parts.Length - (id[0] == 'T' ? 1 : 2);
        return depth > 0 && Namespaces.Contains(string.Join('.', parts.Take(depth)));
    }
}
