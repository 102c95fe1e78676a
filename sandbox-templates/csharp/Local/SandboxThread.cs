namespace LeakLab.Host;

/// <summary>What a program's <c>Thread.Sleep</c> is compiled as. Here there are threads, and one may sleep.</summary>
public static class SandboxThread
{
    public static void Sleep(int millisecondsTimeout) => Thread.Sleep(millisecondsTimeout);
    public static void Sleep(TimeSpan timeout) => Thread.Sleep(timeout);
}
