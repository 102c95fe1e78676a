namespace Shop;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        await Task.Delay(1);
        Console.WriteLine($"{args.Length} arguments");
        return 0;
    }
}

/*
Prints:
0 arguments
*/
