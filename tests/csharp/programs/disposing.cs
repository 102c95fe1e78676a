{
    using var first = new Named("first");
    await using var second = new Named("second");
    Console.WriteLine("inside");
}
Console.WriteLine("outside");

sealed class Named(string name) : IDisposable, IAsyncDisposable
{
    public void Dispose() => Console.WriteLine($"{name} disposed");
    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        Console.WriteLine($"{name} disposed later");
    }
}

/*
Prints:
inside
second disposed later
first disposed
outside
*/
