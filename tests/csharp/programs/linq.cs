var words = "the quick brown fox jumps over the lazy dog".Split(' ');
var byLength = from word in words
               group word by word.Length into sameLength
               orderby sameLength.Key
               select $"{sameLength.Key}: {string.Join(' ', sameLength.Distinct().Order())}";
foreach (var line in byLength) Console.WriteLine(line);
Console.WriteLine(words.Chunk(4).Select(chunk => chunk.Length).Aggregate((a, b) => a * 10 + b));
Console.WriteLine(words.CountBy(word => word).MaxBy(pair => pair.Value));

/*
Prints:
3: dog fox the
4: lazy over
5: brown jumps quick
441
[the, 2]
*/
