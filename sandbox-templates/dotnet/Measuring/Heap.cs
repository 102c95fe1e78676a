namespace LeakLab.Measuring;

/// <summary>The managed heap, in bytes.</summary>
static class Heap
{
    /// <summary>With its garbage.</summary>
    public static long Used => GC.GetTotalMemory(forceFullCollection: false);

    /// <summary>What a full collection leaves. Finalizers run first, so that what waits for them is not counted.</summary>
    public static long AfterFullCollection()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
