namespace LeakLab.Interop;

/// <summary>What both servers' handlers do; `interop-server.ts` does the same.</summary>
static class Handlers
{
    public const string Detail = "no tenant – 没有租户, 100%";

    static int started, waiting, cancelled;

    public static int Started => started;
    public static int Waiting => waiting;
    public static int Cancelled => cancelled;

    public static async Task<int> Wait(int milliseconds, CancellationToken gone)
    {
        Interlocked.Increment(ref started);
        Interlocked.Increment(ref waiting);
        try
        {
            await Task.Delay(milliseconds, gone);
            return milliseconds;
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref cancelled);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
