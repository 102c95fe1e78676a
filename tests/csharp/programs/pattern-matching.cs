object[] things = [1, -5, "text", "", new[] { 1, 2, 3 }, null!, 2.5m, new Shape.Circle(2)];
foreach (var thing in things) Console.WriteLine(Name(thing));

static string Name(object? thing) => thing switch
{
    null => "nothing",
    int and > 0 => "a positive number",
    int number => $"the number {number}",
    "" => "an empty string",
    string { Length: > 2 } text => $"{text.Length} letters",
    int[] and [1, .., var last] => $"from 1 to {last}",
    Shape.Circle { Radius: var radius } => $"a circle of {radius}",
    _ => thing.GetType().Name,
};

abstract record Shape
{
    public sealed record Circle(double Radius) : Shape;
}

/*
Prints:
a positive number
the number -5
4 letters
an empty string
from 1 to 3
nothing
Decimal
a circle of 2
*/
