using System.Reflection;

namespace LeakLab.Host;

/// <summary>What a program's <c>CancellationTokenSource.CreateLinkedTokenSource</c> is compiled as: the same, and counted. The sources of the tokens that it is linked to hold it until it is disposed of.</summary>
public static class SandboxTokenSource
{
    // Not by UnsafeAccessor: Mono compares a field's modifiers, too, and one is volatile (dotnet/runtime #109665). The trimmer sees these, and keeps them.
    static readonly FieldInfo? Disposed = typeof(CancellationTokenSource).GetField("_disposed", BindingFlags.Instance | BindingFlags.NonPublic);
    /// <summary>Null once its time is over.</summary>
    static readonly FieldInfo? Timer = typeof(CancellationTokenSource).GetField("_timer", BindingFlags.Instance | BindingFlags.NonPublic);

    public static CancellationTokenSource CreateLinkedTokenSource(CancellationToken token) => Counted(CancellationTokenSource.CreateLinkedTokenSource(token));

    public static CancellationTokenSource CreateLinkedTokenSource(CancellationToken token1, CancellationToken token2) => Counted(CancellationTokenSource.CreateLinkedTokenSource(token1, token2));

    public static CancellationTokenSource CreateLinkedTokenSource(params CancellationToken[] tokens) => Counted(CancellationTokenSource.CreateLinkedTokenSource(tokens));

    public static CancellationTokenSource CreateLinkedTokenSource(params ReadOnlySpan<CancellationToken> tokens) => Counted(CancellationTokenSource.CreateLinkedTokenSource(tokens));

    static CancellationTokenSource Counted(CancellationTokenSource made)
    {
        // Of one token or two which nobody can cancel, .NET makes one that is linked to none. Of more, one that nothing holds.
        if (made.GetType() != typeof(CancellationTokenSource)) Census.LinkedSources.Add(made);
        return made;
    }

    /// <summary>
    /// Whether a source is left behind: not disposed of, and not to be cancelled after a time (<c>CancelAfter</c>), by when its program may dispose of it. Where .NET has
    /// other fields than these, none is: then bytes tell.
    /// </summary>
    internal static bool IsLeft(object source) => Disposed?.GetValue(source) is false && Timer is not null && Timer.GetValue(source) is null;
}
