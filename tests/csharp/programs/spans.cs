Span<int> numbers = stackalloc int[5];
for (var i = 0; i < numbers.Length; i++) numbers[i] = i * i;
numbers[1..4].Reverse();
Console.WriteLine(string.Join(' ', numbers.ToArray()));
ReadOnlySpan<char> date = "2026-11-27";
Console.WriteLine(int.Parse(date[..4]) + int.Parse(date[5..7]));

/*
Prints:
0 9 4 1 16
2037
*/
