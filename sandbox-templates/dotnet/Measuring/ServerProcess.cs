using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LeakLab.Measuring;

/// <summary>The server, in a process of its own: its heap is not part of what is measured. It ends when its input does, so also with this process.</summary>
public sealed partial class ServerProcess : IDisposable
{
    readonly Process process;

    public Uri Address { get; }

    ServerProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    /// <param name="assembly">The server's <c>.dll</c>.</param>
    /// <exception cref="InvalidOperationException">It ended before it listened.</exception>
    public static async Task<ServerProcess> Start(string assembly, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Port().Match(line) is { Success: true } match)
                return new(process, new Uri($"http://127.0.0.1:{match.Groups[1].Value}"));
        }
        throw new InvalidOperationException($"{Path.GetFileName(assembly)} ended before it listened.");
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    [GeneratedRegex(@"listens on port (\d+)")]
    private static partial Regex Port();
}
