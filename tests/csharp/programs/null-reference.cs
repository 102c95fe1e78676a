string? text = Find(2);
Console.WriteLine(text!.Length);

static string? Find(int number) => number == 1 ? "one" : null;

/*
Prints:

Throws: System.NullReferenceException
*/
