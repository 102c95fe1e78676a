using System.Text;

namespace LeakLab.Host;

/// <summary>The console of the page.</summary>
sealed class Output(bool isError) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;
    public override void Write(char value) => Bridge.Print(isError, value.ToString());
    public override void Write(string? value) => Bridge.Print(isError, value ?? "");
    public override void Write(char[] buffer, int index, int count) => Bridge.Print(isError, new(buffer, index, count));
    public override void Write(ReadOnlySpan<char> buffer) => Bridge.Print(isError, new(buffer));
    public override void WriteLine(string? value) => Bridge.Print(isError, value + "\n");
    public override void WriteLine() => Bridge.Print(isError, "\n");
}
