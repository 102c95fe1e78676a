namespace LeakLab.Host;

/// <summary>What a program's <c>CancellationTokenSource.CreateLinkedTokenSource</c> is compiled as: the same, and counted. The token that it is linked to holds it until it is disposed of.</summary>
public static class SandboxTokens
{
    public static CancellationTokenSource CreateLinkedTokenSource(CancellationToken token) => Counted(CancellationTokenSource.CreateLinkedTokenSource(token));

    public static CancellationTokenSource CreateLinkedTokenSource(CancellationToken token1, CancellationToken token2) => Counted(CancellationTokenSource.CreateLinkedTokenSource(token1, token2));

    public static CancellationTokenSource CreateLinkedTokenSource(params CancellationToken[] tokens) => Counted(CancellationTokenSource.CreateLinkedTokenSource(tokens));

    public static CancellationTokenSource CreateLinkedTokenSource(params ReadOnlySpan<CancellationToken> tokens) => Counted(CancellationTokenSource.CreateLinkedTokenSource(tokens));

    static CancellationTokenSource Counted(CancellationTokenSource made)
    {
        // That of tokens which nobody can cancel is linked to none.
        if (made.GetType() != typeof(CancellationTokenSource)) Census.LinkedTokens.Add(made);
        return made;
    }
}
