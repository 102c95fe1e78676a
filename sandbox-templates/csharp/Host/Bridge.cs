using System.Runtime.InteropServices.JavaScript;

namespace LeakLab.Host;

/// <summary>The worker's side: our HTTP/2, and the program's output. Promises across this border take 5 ms each, so answers come by calls (Exports.cs).</summary>
static partial class Bridge
{
    /// <summary>Opens a stream for a request. `connection` tells which channel asks; headers are names and values in turn.</summary>
    [JSImport("open", "bridge")]
    internal static partial void Open(int connection, int stream, string authority, string path, string[] headers);

    [JSImport("write", "bridge")]
    internal static partial void Write(int stream, byte[] data);

    [JSImport("endRequest", "bridge")]
    internal static partial void EndRequest(int stream);

    [JSImport("cancel", "bridge")]
    internal static partial void Cancel(int stream);

    [JSImport("disconnect", "bridge")]
    internal static partial void Disconnect(int connection);

    [JSImport("print", "bridge")]
    internal static partial void Print(bool isError, string text);
}
