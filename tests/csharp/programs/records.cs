var first = new Order("apples", 3);
var second = first with { Count = 4 };
Console.WriteLine(first);
Console.WriteLine(first == new Order("apples", 3));
var (name, count) = second;
Console.WriteLine($"{name} {count}");
Console.WriteLine(new Point(1, 2));

record Order(string Name, int Count);
readonly record struct Point(int X, int Y);

/*
Prints:
Order { Name = apples, Count = 3 }
True
apples 4
Point { X = 1, Y = 2 }
*/
