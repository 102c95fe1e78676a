IGreeter[] greeters = [new Plain(), new Loud()];
foreach (var greeter in greeters) Console.WriteLine(greeter.Greet("you"));

interface IGreeter
{
    string Greet(string name) => $"Hello, {name}";
}
class Plain : IGreeter;
class Loud : IGreeter
{
    public string Greet(string name) => $"HELLO, {name.ToUpperInvariant()}!";
}

/*
Prints:
Hello, you
HELLO, YOU!
*/
