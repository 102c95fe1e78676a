/// <summary>
/// What is loaded with the compiler, for it and for what the learner writes: of the assemblies here a program may use anything. One that uses others runs on
/// the whole of .NET, which is loaded then.
/// </summary>
static class EditedTier
{
    /// <summary>Large, or in need of large ones: what others do not see of them goes where nothing needs it.</summary>
    public static readonly string[] Public =
    [
        "System.Private.CoreLib", "System.Private.Uri", "System.Linq", "System.Diagnostics.DiagnosticSource",
        "Grpc.Core.Api", "Grpc.Net.Client", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.DependencyInjection.Abstractions",
        "System.Threading.Channels", "System.Linq.AsyncEnumerable",
    ];

    /// <summary>Small, and most of them say where types have gone to.</summary>
    public static readonly string[] Copied =
    [
        "System.Runtime", "System.Collections", "System.Collections.Concurrent", "System.ComponentModel", "System.Console", "System.Memory", "System.Runtime.InteropServices",
        "System.Threading", "System.Threading.Tasks.Parallel", "System.Threading.Thread", "System.Threading.ThreadPool", "System.Diagnostics.StackTrace", "System.Runtime.Extensions",
        "System.Text.Encoding.Extensions",
    ];

    /// <summary>With the host and the client's assemblies, which are there whole.</summary>
    public static string[] Complete(string[] whole) => [.. Public, .. Copied, .. whole];
}
