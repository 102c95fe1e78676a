Console.WriteLine("racecar".IsPalindrome);
Console.WriteLine(new[] { 1, 2, 3 }.Product());

static class Extensions
{
    extension(string text)
    {
        public bool IsPalindrome => text.SequenceEqual(text.Reverse());
    }

    public static int Product(this IEnumerable<int> numbers) => numbers.Aggregate(1, (a, b) => a * b);
}

/*
Prints:
True
6
*/
