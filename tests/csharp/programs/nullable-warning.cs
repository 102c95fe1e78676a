string text = null;
Console.WriteLine(text ?? "nothing");

/*
Prints:
nothing
Says: warning CS8600
*/
