namespace LeakLab.Lessons;

static class TheLeak
{
    public static async Task Floor(Func<int, Task> Work)
    {
        #region floor
        await Work(1000); // warm up
        for (var i = 0; i < 5; i++)
        {
            await Work(1000);
            var floor = GC.GetTotalMemory(
                forceFullCollection: true);
            Console.WriteLine(floor);
        }
        #endregion
    }
}
