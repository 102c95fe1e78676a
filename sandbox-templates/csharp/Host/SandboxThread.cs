namespace LeakLab.Host;

/// <summary>What a program's <c>Thread.Sleep</c> is compiled as. It sleeps, as it would anywhere; but here nothing else runs meanwhile, so that a long sleep is refused, and so are many.</summary>
public static class SandboxThread
{
    /// <summary>Since the page last heard of the program, which it gives up after twice as long.</summary>
    static readonly TimeSpan Most = TimeSpan.FromSeconds(5);
    static TimeSpan slept;

    public static void Sleep(int millisecondsTimeout) => Sleep(TimeSpan.FromMilliseconds(millisecondsTimeout));

    public static void Sleep(TimeSpan timeout)
    {
        if (timeout == Timeout.InfiniteTimeSpan || slept + timeout > Most) throw new SleptTooLongException();
        Thread.Sleep(timeout);
        slept += timeout;
    }

    internal static void Heard() => slept = TimeSpan.Zero;
}

sealed class SleptTooLongException() : PlatformNotSupportedException("Thread.Sleep holds up the one thread there is: await Task.Delay does not.");
