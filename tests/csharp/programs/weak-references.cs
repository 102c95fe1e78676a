var table = new System.Runtime.CompilerServices.ConditionalWeakTable<object, string>();
var kept = new object();
table.Add(kept, "known");
Make(table);
await Task.Yield();
GC.Collect();
GC.WaitForPendingFinalizers();
Console.WriteLine(table.TryGetValue(kept, out var text) ? text : "gone");
Console.WriteLine(GC.GetTotalMemory(true) > 0);

static void Make(System.Runtime.CompilerServices.ConditionalWeakTable<object, string> table)
{
    for (var i = 0; i < 100; i++) table.Add(new object(), "dropped");
}

/*
Prints:
known
True
*/
