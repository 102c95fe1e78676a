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

    /// <summary>By documentation id, as plain text: what is said of a member (`""`), and of its parameters by name.</summary>
    public static Dictionary<string, Dictionary<string, string>> Read(IEnumerable<string> files)
    {
        var documented = new Dictionary<string, Dictionary<string, string>>();
        foreach (var member in files.SelectMany(file => XDocument.Load(file).Descendants("member")))
        {
            var id = member.Attribute("name")!.Value;
            if (!IsWanted(id)) continue;
            var said = new Dictionary<string, string>();
            foreach (var element in member.Elements().Where(element => element.Name.LocalName is "summary" or "param"))
            {
                var text = string.Join(' ', TextOf(element).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
                if (text.Length > 0) said[element.Attribute("name")?.Value ?? ""] = text;
            }
            if (said.Count > 0) documented[id] = said;
        }
        return documented;
    }

    static string TextOf(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText plain => plain.Value,
        XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref" } named => NameIn(named),
        XElement other => TextOf(other),
        _ => "",
    }));

    static string NameIn(XElement named)
    {
        if (named.Value.Length > 0) return named.Value;
        var name = (named.Attribute("cref") ?? named.Attribute("langword") ?? named.Attribute("name") ?? named.Attribute("href"))?.Value ?? "";
        // `M:System.Collections.Generic.List`1.Add(`0)`
        name = name.Length > 1 && name[1] == ':' ? name[2..].Split('(')[0] : name;
        return name.Split('.')[^1].Split('`')[0];
    }

    /// <summary>`M:System.Console.WriteLine(System.String)`: a type's namespace, or that of a member's type.</summary>
    static bool IsWanted(string id)
    {
        // What implements an interface and goes by no name of its own: `M:System.Byte.System#IConvertible#ToChar(…)`.
        if (id.Contains('#') && !id.Contains("#ctor")) return false;
        var parts = id[2..].Split('(')[0].Split('.');
        var depth = parts.Length - (id[0] == 'T' ? 1 : 2);
        return depth > 0 && Namespaces.Contains(string.Join('.', parts.Take(depth)));
    }
}
