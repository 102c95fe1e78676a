using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LeakLab.Compiler.Language;

// What the Language Server Protocol (3.17) calls things, as far as they are said here. Positions count lines and UTF-16 units from 0.

sealed record Position(int Line, int Character);

sealed record Range(Position Start, Position End)
{
    public static Range Of(SourceText text, TextSpan span) => new(At(text, span.Start), At(text, span.End));

    static Position At(SourceText text, int offset)
    {
        var place = text.Lines.GetLinePosition(offset);
        return new(place.Line, place.Character);
    }
}

sealed record TextEdit(Range Range, string NewText);

sealed record Location(string Uri, Range Range);

/// <summary>One of the completions. `Kind` is a <see cref="CompletionKind"/>'s number.</summary>
sealed record CompletionItem(string Label, CompletionKind Kind, string SortText, string? Detail = null, string? Documentation = null, string? InsertText = null);

enum CompletionKind
{
    Method = 2,
    Function = 3,
    Field = 5,
    Variable = 6,
    Class = 7,
    Interface = 8,
    Module = 9,
    Property = 10,
    Enum = 13,
    Keyword = 14,
    EnumMember = 20,
    Constant = 21,
    Struct = 22,
    Event = 23,
    TypeParameter = 25,
}

sealed record MarkupContent(string Value)
{
    public string Kind => "markdown";
}

sealed record Hover(MarkupContent Contents, Range Range);

sealed record SignatureHelp(Signature[] Signatures, int ActiveSignature, int ActiveParameter);

sealed record Signature(string Label, string Documentation, SignatureParameter[] Parameters);

/// <summary>`Label`: from where to where in the signature's own.</summary>
sealed record SignatureParameter(int[] Label, string Documentation);

/// <summary>What is said to who asks for what cannot be.</summary>
sealed class RefusedException(string message) : Exception(message);

static class Lsp
{
    /// <summary>The offset of a position; the end of the line, or of the text, for one that lies past it.</summary>
    public static int OffsetOf(SourceText text, Position at)
    {
        if (at.Line >= text.Lines.Count) return text.Length;
        var line = text.Lines[at.Line];
        return Math.Min(line.Start + at.Character, line.End);
    }

    public static string UriOf(string path) => "file:///" + path;

    public static string PathOf(string uri) => Uri.UnescapeDataString(uri["file:///".Length..]);

    /// <summary>1: an error, 2: a warning.</summary>
    public static int SeverityOf(Diagnostic found) => found.Severity == DiagnosticSeverity.Error ? 1 : 2;
}
