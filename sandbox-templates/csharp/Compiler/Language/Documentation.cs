using System.Globalization;
using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace LeakLab.Compiler.Language;

/// <summary>What libraries say of their members: XML by documentation id, as JSON. It is read when it is first asked for.</summary>
public sealed class Documentation(string json) : DocumentationProvider
{
    readonly Lazy<Dictionary<string, string>> _members = new(() => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!);

    protected override string GetDocumentationForSymbol(string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default) =>
        _members.Value.GetValueOrDefault(documentationMemberID, "");

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
