using var reader = new StreamReader("settings.json");
Console.WriteLine(reader.ReadToEnd());

/*
Prints:

Throws: System.IO.FileNotFoundException
As: no-file
*/
