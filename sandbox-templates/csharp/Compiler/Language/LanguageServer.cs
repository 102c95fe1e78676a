using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace LeakLab.Compiler.Language;

/// <summary>
/// A language server for a sandbox's C# files. It speaks what `site/language/server.ts` speaks: the Language Server Protocol, and the sandbox's files by
/// `initializationOptions.files`, `leak-lab/files` and `leak-lab/removed`. Its answers go to `send`.
/// </summary>
public sealed class LanguageServer(CSharpCompiler compiler, Action<string> send)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    static readonly object Capabilities = new
    {
        textDocumentSync = new { openClose = true, change = 1 },
        completionProvider = new { triggerCharacters = new[] { "." }, resolveProvider = false },
        hoverProvider = true,
        signatureHelpProvider = new { triggerCharacters = new[] { "(", ",", "[" } },
        definitionProvider = true,
        renameProvider = true,
        documentFormattingProvider = false,
    };

    /// <summary>JSON-RPC's numbers for what goes wrong.</summary>
    const int MethodNotFound = -32601, InternalError = -32603;

    /// <summary>Diagnostics wait so long for more typing: what is asked meanwhile is not held up.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    readonly Dictionary<string, string> _files = [];
    readonly HashSet<string> _open = [];
    CSharpCompilation? _compilation;
    int _version;
    bool _isCheckDue;
    bool _isWarm;

    CSharpCompilation Compilation => _compilation ??= compiler.Read(_files);

    /// <summary>Takes a message of JSON-RPC 2.0.</summary>
    public void Receive(string text)
    {
        using var document = JsonDocument.Parse(text);
        var message = document.RootElement;
        var method = message.TryGetProperty("method", out var named) ? named.GetString()! : "";
        message.TryGetProperty("params", out var parameters);
        if (!message.TryGetProperty("id", out var id)) Notice(method, parameters);
        else
        {
            try
            {
                send($$"""{"jsonrpc":"2.0","id":{{id.GetRawText()}},"result":{{JsonSerializer.Serialize(Answer(method, parameters), Json)}}}""");
            }
            catch (Exception error)
            {
                var code = error is NotSupportedException ? MethodNotFound : InternalError;
                send(JsonSerializer.Serialize(new { jsonrpc = "2.0", id, error = new { code, message = error is RefusedException ? error.Message : error.ToString() } }, Json));
            }
        }
    }

    object? Answer(string method, JsonElement parameters) => method switch
    {
        "initialize" => Begin(parameters),
        "shutdown" => null,
        "textDocument/completion" => new { isIncomplete = false, items = Completion.At(PlaceOf(parameters)) },
        "textDocument/hover" => HoverAt(PlaceOf(parameters)),
        "textDocument/signatureHelp" => Signatures.At(PlaceOf(parameters)),
        "textDocument/definition" => DefinitionsAt(PlaceOf(parameters)),
        "textDocument/rename" => RenameAt(PlaceOf(parameters), parameters.GetProperty("newName").GetString()!),
        _ => throw new NotSupportedException($"No such method: {method}"),
    };

    void Notice(string method, JsonElement parameters)
    {
        switch (method)
        {
            case "textDocument/didOpen":
                var opened = parameters.GetProperty("textDocument");
                _open.Add(PathOf(parameters));
                Write(PathOf(parameters), opened.GetProperty("text").GetString()!);
                break;
            case "textDocument/didChange":
                Write(PathOf(parameters), parameters.GetProperty("contentChanges").EnumerateArray().Last().GetProperty("text").GetString()!);
                break;
            case "textDocument/didClose":
                // The file stays part of the program, with the text that it was left with.
                _open.Remove(PathOf(parameters));
                break;
            case "leak-lab/files":
                foreach (var (path, text) in FilesIn(parameters)) if (!_open.Contains(path)) Write(path, text);
                break;
            case "leak-lab/removed":
                foreach (var path in parameters.GetProperty("paths").EnumerateArray().Select(path => path.GetString()!))
                {
                    _open.Remove(path);
                    _files.Remove(path);
                }
                Changed();
                break;
        }
    }

    object Begin(JsonElement parameters)
    {
        foreach (var (path, text) in FilesIn(parameters.GetProperty("initializationOptions"))) _files[path] = text;
        return new { capabilities = Capabilities };
    }

    static IEnumerable<(string, string)> FilesIn(JsonElement message) =>
        message.GetProperty("files").EnumerateObject().Where(file => file.Name.EndsWith(".cs", StringComparison.Ordinal)).Select(file => (file.Name, file.Value.GetString()!));

    static string PathOf(JsonElement parameters) => Lsp.PathOf(parameters.GetProperty("textDocument").GetProperty("uri").GetString()!);

    Place PlaceOf(JsonElement parameters)
    {
        var tree = TreeOf(PathOf(parameters));
        return new(Compilation, tree, Lsp.OffsetOf(tree.GetText(), parameters.GetProperty("position").Deserialize<Position>(Json)!));
    }

    SyntaxTree TreeOf(string path) => Compilation.SyntaxTrees.First(tree => tree.FilePath == path);

    void Write(string path, string text)
    {
        if (_files.GetValueOrDefault(path) != text) _files[path] = text;
        else if (!_open.Contains(path)) return;
        Changed();
    }

    void Changed()
    {
        _version++;
        _compilation = null;
        if (!_isCheckDue) _ = CheckSoon();
    }

    async Task CheckSoon()
    {
        _isCheckDue = true;
        for (var seen = -1; seen != _version;)
        {
            seen = _version;
            await Task.Delay(Pause);
        }
        _isCheckDue = false;
        Publish();
        if (!_isWarm) Warm();
    }

    /// <summary>What is first asked for takes a second, of which most is the reading of libraries: that is done before.</summary>
    void Warm()
    {
        _isWarm = true;
        foreach (var path in _open.Where(_files.ContainsKey))
        {
            var place = new Place(Compilation, TreeOf(path), _files[path].Length);
            _ = Completion.At(place).Count();
            _ = Documentation.Summary(Compilation.GetSpecialType(SpecialType.System_String));
        }
    }

    void Publish()
    {
        var found = CSharpCompiler.FoundIn(Compilation).ToLookup(diagnostic => diagnostic.Location.SourceTree?.FilePath);
        foreach (var path in _open.Where(_files.ContainsKey))
        {
            var text = TreeOf(path).GetText();
            var diagnostics = found[path].Select(diagnostic => new
            {
                range = Range.Of(text, diagnostic.Location.SourceSpan),
                severity = Lsp.SeverityOf(diagnostic),
                code = diagnostic.Id,
                source = "C#",
                message = $"{diagnostic.Id}: {CSharpCompiler.MessageOf(diagnostic)}",
            });
            send(JsonSerializer.Serialize(new { jsonrpc = "2.0", method = "textDocument/publishDiagnostics", @params = new { uri = Lsp.UriOf(path), diagnostics } }, Json));
        }
    }

    static Hover? HoverAt(Place place)
    {
        if (place.Word is not { } word) return null;
        var symbol = place.Symbol;
        if (symbol is null or IErrorTypeSymbol) return null;
        var summary = Documentation.Summary(symbol);
        var value = $"```csharp\n{SymbolText.Line(symbol)}\n```" + (summary.Length > 0 ? $"\n\n{summary}" : "");
        return new(new(value), Range.Of(place.Text, word.Span));
    }

    Location[] DefinitionsAt(Place place) =>
    [
        .. from location in place.Symbol?.Locations ?? []
           where location.IsInSource && _files.ContainsKey(location.SourceTree!.FilePath)
           select new Location(Lsp.UriOf(location.SourceTree!.FilePath), Range.Of(location.SourceTree.GetText(), location.SourceSpan)),
    ];

    object RenameAt(Place place, string newName) => new
    {
        changes = Renaming.At(place, newName).ToDictionary(
            file => Lsp.UriOf(file.Key),
            file => file.Value.Select(span => new TextEdit(Range.Of(TreeOf(file.Key).GetText(), span), newName))),
    };
}
