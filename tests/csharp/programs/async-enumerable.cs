await foreach (var number in Numbers(4)) Console.WriteLine(number);
Console.WriteLine(await Numbers(10).Where(number => number % 2 == 0).CountAsync());

static async IAsyncEnumerable<int> Numbers(int count)
{
    for (var i = 1; i <= count; i++)
    {
        await Task.Delay(1);
        yield return i * i;
    }
}

/*
Prints:
1
4
9
16
5
*/
