var tasks = Enumerable.Range(1, 5).Select(async i =>
{
    await Task.Delay(10 * (6 - i));
    return i * i;
});
Console.WriteLine(string.Join(' ', await Task.WhenAll(tasks)));
var first = await Task.WhenAny(Task.Delay(500), Task.Delay(1));
Console.WriteLine(first.IsCompletedSuccessfully);
Console.WriteLine(await Task.Run(() => 6 * 7));

/*
Prints:
1 4 9 16 25
True
42
*/
